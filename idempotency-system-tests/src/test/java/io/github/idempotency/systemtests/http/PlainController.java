package io.github.idempotency.systemtests.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Endpoints nobody has asked to protect. Their answers do not change from run to run. */
@RestController
@RequestMapping("/plain")
class PlainController {

    static final class TeapotException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Runs runs;
    private final Doors doors;

    PlainController(Runs runs, Doors doors) {
        this.runs = runs;
        this.doors = doors;
    }

    @PostMapping("/json")
    OrderController.Order json(@RequestBody OrderController.Order order) {
        runs.add("plain");
        return order;
    }

    @GetMapping("/json")
    OrderController.Order json() {
        return new OrderController.Order("tea", 2);
    }

    @RequestMapping("/form")
    String form(HttpServletRequest request, @RequestParam(required = false) String name) throws IOException {
        return name + " " + new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @PostMapping("/upload")
    String upload(@RequestParam MultipartFile file) {
        return file.getOriginalFilename() + " " + file.getSize();
    }

    /** Flushes in between, so that the answer goes out in chunks. */
    @PostMapping("/flushed")
    void flushed(HttpServletResponse response) throws IOException {
        response.setHeader("Idempotency-Policy", "no-store");
        response.getOutputStream().write(new byte[20_000]);
        response.flushBuffer();
        response.setHeader("X-Too-Late", "1");
        response.getOutputStream().write(7);
    }

    @PostMapping("/live/{door}")
    void live(@PathVariable String door, HttpServletResponse response) throws IOException {
        response.getWriter().print("early ");
        response.flushBuffer();
        doors.pass(door);
        response.getWriter().print("and late");
    }

    @PostMapping("/written")
    void written(HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setContentLength(5);
        response.getWriter().print("Grüße");
    }

    @PostMapping("/reset")
    void reset(HttpServletResponse response) throws IOException {
        response.getWriter().print("gone");
        response.setHeader("X-Gone", "1");
        response.reset();
        response.setStatus(202);
        response.getOutputStream().print("kept");
    }

    @PostMapping("/redirect")
    void redirect(HttpServletResponse response) throws IOException {
        response.sendRedirect("/elsewhere");
    }

    @PostMapping("/error")
    void error(HttpServletResponse response) throws IOException {
        response.getWriter().print("half an ans");
        response.sendError(418, "short and stout");
    }

    @PostMapping("/thrown")
    String thrown() {
        throw new IllegalStateException("on purpose");
    }

    @PostMapping("/handled")
    String handled() {
        throw new TeapotException();
    }

    @PostMapping("/status")
    String status() {
        throw new ResponseStatusException(HttpStatus.CONFLICT, "on purpose");
    }

    @ExceptionHandler
    ResponseEntity<String> teapot(TeapotException e) {
        return ResponseEntity.status(418).body("handled");
    }

    @PostMapping("/cookies")
    ResponseEntity<Void> cookies() {
        return ResponseEntity.noContent()
                .header("Set-Cookie", "a=1", "b=2")
                .header("Link", "<a>", "<b>")
                .build();
    }

    @PostMapping("/session")
    String session(HttpSession session) {
        return "isNew=" + session.isNew();
    }

    @PostMapping("/callable")
    Callable<String> callable() {
        return () -> "called";
    }

    @PostMapping("/deferred")
    DeferredResult<String> deferred() {
        DeferredResult<String> result = new DeferredResult<>();
        CompletableFuture.runAsync(() -> result.setResult("deferred"));
        return result;
    }

    @PostMapping("/failing")
    CompletableFuture<String> failing() {
        return CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
    }

    @PostMapping("/streamed")
    StreamingResponseBody streamed() {
        return out -> {
            for (int i = 0; i < 10; i++) {
                out.write(new byte[3_000]);
                out.flush();
            }
        };
    }

    @PostMapping("/events")
    SseEmitter events() throws IOException {
        SseEmitter events = new SseEmitter();
        events.send("one");
        events.send("two");
        events.complete();
        return events;
    }

    @PostMapping("/container")
    void container(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        async.start(() -> {
            try {
                async.getResponse().getWriter().print("by the container");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            async.complete();
        });
    }
}
