package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** Writes to the response by itself, in every way there is. GET is the same without protection. */
@Controller
@RequestMapping("/writing")
class WritingController {

    private static final byte[] PDF = "%PDF \0\1\2\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    /** A way to write. */
    @FunctionalInterface
    interface Way {
        void write(HttpServletResponse response) throws IOException;
    }

    static final Map<String, Way> WAYS = Map.ofEntries(
            Map.entry("stream", response -> {
                response.setContentType("application/pdf");
                response.getOutputStream().write(PDF);
            }),
            Map.entry("single bytes, flushed and closed", response -> {
                try (ServletOutputStream out = response.getOutputStream()) {
                    for (byte b : PDF) {
                        out.write(b);
                        out.flush();
                    }
                }
            }),
            Map.entry("print", response -> {
                response.getOutputStream().println("a line");
                response.getOutputStream().print(42);
            }),
            Map.entry("writer", response -> {
                response.setContentType("text/plain;charset=ISO-8859-1");
                response.getWriter().write("Zoë");
            }),
            Map.entry("writer without an encoding", response -> {
                response.setContentType("text/plain");
                response.getWriter().write("Zoë €");
            }),
            Map.entry("writer before the content type", response -> {
                PrintWriter writer = response.getWriter();
                response.setContentType("text/html;charset=UTF-8");
                response.setCharacterEncoding("UTF-16");
                response.setHeader("Content-Type", "text/css;charset=UTF-8");
                writer.write("Zoë");
            }),
            Map.entry("writer in a locale", response -> {
                response.setLocale(Locale.FRENCH);
                response.setContentType("text/plain");
                response.getWriter().write("Zoë");
            }),
            Map.entry("surrogates in two writes", response -> {
                response.setContentType("text/plain;charset=UTF-8");
                response.getWriter().write('\ud83d');
                response.getWriter().write('\ude00');
            }),
            Map.entry("long text", response -> {
                response.setContentType("text/plain;charset=UTF-8");
                for (int i = 0; i < 20_000; i++) {
                    response.getWriter().append("Zoë").append(' ');
                }
            }),
            Map.entry("flushed in between", response -> {
                response.setContentType("text/plain");
                response.getWriter().write("one ");
                response.flushBuffer();
                response.getWriter().write("two ");
                response.getWriter().flush();
                response.getWriter().write("three");
                response.getWriter().close();
            }),
            Map.entry("reset", response -> {
                response.setStatus(500);
                response.setHeader("X-Gone", "1");
                response.getWriter().write("gone");
                response.reset();
                response.setHeader("X-Kept", "1");
                response.getOutputStream().print("kept");
            }),
            Map.entry("buffer reset", response -> {
                response.setStatus(202);
                response.setHeader("X-Kept", "1");
                response.getOutputStream().print("gone");
                response.resetBuffer();
                response.getOutputStream().print("kept");
            }),
            Map.entry("content length", response -> {
                response.setContentLength(PDF.length);
                response.getOutputStream().write(PDF);
            }),
            Map.entry("content length as header", response -> {
                response.setHeader("Content-Length", "4");
                response.getOutputStream().print("four");
            }),
            Map.entry("buffer size", response -> {
                response.setBufferSize(20_000);
                OutputStream out = response.getOutputStream();
                for (int i = 0; i < 9_000; i++) {
                    out.write(i);
                }
            }),
            Map.entry("status alone", response -> response.setStatus(204)),
            Map.entry("headers alone", response -> {
                response.setStatus(201);
                response.addHeader("X-Many", "1");
                response.addIntHeader("X-Many", 2);
                response.setDateHeader("Last-Modified", 1_700_000_000_000L);
                response.setContentType("text/plain");
            }),
            Map.entry("redirect", response -> response.sendRedirect("/elsewhere?a=b#c")),
            Map.entry("redirect after writing", response -> {
                response.getWriter().write("gone");
                response.sendRedirect("/elsewhere");
            }),
            Map.entry("redirect with a status", response -> response.sendRedirect("/elsewhere", 307)),
            Map.entry("redirect with a status after writing", response -> {
                response.getWriter().write("gone");
                response.sendRedirect("/elsewhere", 303, true);
            }),
            Map.entry("cookie cleared by reset", response -> {
                response.addHeader("Set-Cookie", "a=b");
                response.reset();
                response.getWriter().write("kept");
            }));

    private final Runs runs;

    WritingController(Runs runs) {
        this.runs = runs;
    }

    @RequestMapping(
            path = "/{way}",
            method = {RequestMethod.GET, RequestMethod.POST})
    @Idempotent
    void write(@PathVariable String way, HttpServletResponse response) throws IOException {
        runs.add("writing");
        WAYS.get(way).write(response);
    }

    @RequestMapping(path = "/unprotected/{way}", method = RequestMethod.POST)
    void writeUnprotected(@PathVariable String way, HttpServletResponse response) throws IOException {
        WAYS.get(way).write(response);
    }
}
