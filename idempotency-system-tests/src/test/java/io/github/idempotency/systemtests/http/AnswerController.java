package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Answers of every shape. */
@RestController
@RequestMapping("/answers")
@Idempotent
class AnswerController {

    private final Runs runs;

    AnswerController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/no-content")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void noContent() {
        runs.add("answer");
    }

    @PostMapping("/accepted")
    public ResponseEntity<Void> accepted() {
        return ResponseEntity.accepted().header("X-Run", run()).build();
    }

    @PostMapping("/see-other")
    public ResponseEntity<Void> seeOther() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/orders/" + run()))
                .build();
    }

    @PostMapping("/redirect")
    public void redirect(HttpServletResponse response) throws IOException {
        response.sendRedirect("/orders/" + run());
    }

    @PostMapping("/empty")
    public byte[] empty() {
        runs.add("answer");
        return new byte[0];
    }

    @PostMapping("/nothing")
    public void nothing() {
        runs.add("answer");
    }

    /** Every byte there is, more than any buffer on the way holds. */
    @PostMapping(path = "/pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    public byte[] pdf() {
        byte[] all = new byte[100_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i + i / 256);
        }
        all[0] = (byte) runs.add("answer");
        return all;
    }

    /** Zipped by the handler itself. */
    @PostMapping("/gzip")
    public ResponseEntity<byte[]> gzip() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(("tea ".repeat(1_000) + run()).getBytes(StandardCharsets.UTF_8));
        }
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .header(HttpHeaders.CONTENT_ENCODING, "gzip")
                .body(zipped.toByteArray());
    }

    @PostMapping("/headers")
    public ResponseEntity<String> headers() {
        return ResponseEntity.created(URI.create("/orders/" + run()))
                .eTag("v" + run())
                .lastModified(1_700_000_000_000L)
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.ISO_8859_1))
                .header(HttpHeaders.CONTENT_LOCATION, "/orders/current")
                .header(HttpHeaders.LINK, "</orders>; rel=\"up\"", "</terms>; rel=\"license\"")
                .header(HttpHeaders.CONTENT_LANGUAGE, "de")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("order.txt")
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=60")
                .header(HttpHeaders.VARY, "Accept", "Origin")
                .header("X-Points", "10", "20")
                .body("Grüße");
    }

    /** Headers that belong to one connection, one exchange, one browser or one moment. */
    @PostMapping("/passing")
    public String passing(HttpServletResponse response) {
        String run = run();
        response.addCookie(new Cookie("basket", run));
        response.addHeader("Set-Cookie", "theme=dark");
        response.setHeader("X-Request-Id", "request-" + run);
        response.setHeader("traceparent", "00-" + run);
        response.setHeader("Server-Timing", "db;dur=" + run);
        response.setHeader("RateLimit", "\"default\";r=" + run);
        response.setHeader("RateLimit-Policy", "\"default\";q=100");
        response.setHeader("X-RateLimit-Remaining", run);
        response.setHeader("Access-Control-Allow-Origin", "https://" + run + ".example");
        response.setHeader("Strict-Transport-Security", "max-age=" + run);
        response.setHeader("Content-Security-Policy", "default-src 'none'");
        response.setHeader("Server", "shop-" + run);
        response.setHeader("Via", "1.1 shop-" + run);
        response.setHeader("Age", run);
        response.setHeader("Connection", "close");
        response.setHeader("X-Kept", "kept-" + run);
        return "passing " + run;
    }

    /** Writes to the response itself, in the container's own ways. */
    @PostMapping("/by-hand")
    public void byHand(HttpServletResponse response) throws IOException {
        response.setStatus(207);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-16BE");
        response.setIntHeader("X-Run", runs.add("answer"));
        response.setDateHeader("X-Due", 1_700_000_000_000L);
        response.getWriter().print("Grüße");
        response.flushBuffer();
        response.getWriter().print(" an alle");
    }

    private String run() {
        return Integer.toString(runs.add("answer"));
    }
}
