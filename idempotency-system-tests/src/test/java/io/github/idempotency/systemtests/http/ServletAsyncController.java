package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Makes requests asynchronous past Spring, by the servlet API alone. */
@RestController
@RequestMapping("/servlet-async")
class ServletAsyncController {

    private final Runs runs;
    private final Doors doors;

    ServletAsyncController(Runs runs, Doors doors) {
        this.runs = runs;
        this.doors = doors;
    }

    /** Writes to the response of the context. */
    @PostMapping("/context/{door}")
    @Idempotent
    void context(
            HttpServletRequest request, @PathVariable String door, @RequestParam(defaultValue = "200") int status) {
        answerAside(request.startAsync(), door, status);
    }

    /** Hands over what it was given, wrapped or not. */
    @PostMapping("/given/{door}")
    @Idempotent
    void given(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable String door,
            @RequestParam(defaultValue = "200") int status) {
        answerAside(request.startAsync(request, response), door, status);
    }

    /** Writes to the response of the handler, completes through the request. */
    @PostMapping("/captured/{door}")
    @Idempotent
    void captured(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable String door,
            @RequestParam(defaultValue = "200") int status) {
        AsyncContext context = request.startAsync();
        context.start(() -> {
            answer(response, door, status);
            request.getAsyncContext().complete();
        });
    }

    /** Is complete before the handler has returned. */
    @PostMapping("/at-once/{door}")
    @Idempotent
    void atOnce(HttpServletRequest request, @PathVariable String door, @RequestParam(defaultValue = "200") int status) {
        AsyncContext context = request.startAsync();
        doors.open(door);
        answer((HttpServletResponse) context.getResponse(), door, status);
        context.complete();
    }

    /** Has another handler answer, which is protected as well and was reached with the same key. */
    @PostMapping("/dispatched/{door}")
    @Idempotent
    void dispatched(
            HttpServletRequest request, @PathVariable String door, @RequestParam(defaultValue = "200") int status) {
        AsyncContext context = request.startAsync();
        context.start(() -> {
            doors.pass(door);
            context.dispatch("/servlet-async/target/" + status);
        });
    }

    @PostMapping("/target/{status}")
    @Idempotent
    String target(@PathVariable int status, HttpServletResponse response) {
        int run = runs.add("servlet-async");
        response.setStatus(run == 1 ? status : 200);
        return "run " + run;
    }

    /** Never ends by itself the first time. */
    @PostMapping("/endless/{door}")
    @Idempotent(lease = "2s")
    void endless(HttpServletRequest request, @PathVariable String door) {
        AsyncContext context = request.startAsync();
        context.setTimeout(50);
        if (runs.of("servlet-async") > 0) {
            answerAside(context, door, 200);
        } else {
            runs.add("servlet-async");
        }
    }

    /** Ends in a listener, which only gets to see the container's own context. */
    @PostMapping("/listener/{door}")
    @Idempotent
    void listener(
            HttpServletRequest request, @PathVariable String door, @RequestParam(defaultValue = "200") int status) {
        AsyncContext context = request.startAsync();
        context.setTimeout(50);
        doors.open(door);
        context.addListener(new AsyncListener() {
            @Override
            public void onTimeout(AsyncEvent event) {
                answer((HttpServletResponse) event.getAsyncContext().getResponse(), door, status);
                event.getAsyncContext().complete();
            }

            @Override
            public void onComplete(AsyncEvent event) {}

            @Override
            public void onError(AsyncEvent event) {}

            @Override
            public void onStartAsync(AsyncEvent event) {}
        });
    }

    private void answerAside(AsyncContext context, String door, int status) {
        context.start(() -> {
            answer((HttpServletResponse) context.getResponse(), door, status);
            context.complete();
        });
    }

    private void answer(HttpServletResponse response, String door, int status) {
        int run = runs.add("servlet-async");
        doors.pass(door);
        try {
            response.setStatus(run == 1 ? status : 200);
            response.setContentType("text/plain");
            response.getWriter().write("run " + run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
