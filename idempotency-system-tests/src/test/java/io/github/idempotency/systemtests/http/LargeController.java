package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Answers as large as the request wishes, made in every way; the first byte tells the run. */
@RestController
@RequestMapping("/large")
@Idempotent
class LargeController {

    private final Runs runs;

    LargeController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/bytes")
    public byte[] bytes(@RequestParam int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, run());
        return bytes;
    }

    @PostMapping("/list")
    public List<String> list(@RequestParam int size) {
        return Collections.nCopies(size / 4, String.valueOf((char) run()));
    }

    @PostMapping("/entity")
    public Callable<ResponseEntity<byte[]>> entity(
            @RequestParam int size, @RequestParam(defaultValue = "200") int status) {
        return () -> ResponseEntity.status(runs.of("large") == 0 ? status : 200).body(bytes(size));
    }

    @PostMapping("/stream")
    public void stream(@RequestParam int size, HttpServletResponse response) throws IOException {
        write(response.getOutputStream(), size);
    }

    @PostMapping("/declared")
    public void declared(@RequestParam int size, HttpServletResponse response) throws IOException {
        response.setContentLength(size);
        write(response.getOutputStream(), size);
    }

    @PostMapping("/writer")
    public void writer(@RequestParam int size, HttpServletResponse response) throws IOException {
        PrintWriter writer = response.getWriter();
        String kilobyte = String.valueOf((char) run()).repeat(1024);
        for (int left = size; left > 0; left -= 1024) {
            writer.write(left < 1024 ? kilobyte.substring(0, left) : kilobyte);
        }
    }

    @PostMapping("/streamed")
    public StreamingResponseBody streamed(@RequestParam int size) {
        return out -> write(out, size);
    }

    @PostMapping("/streamed-entity")
    public ResponseEntity<StreamingResponseBody> streamedEntity(@RequestParam int size) {
        return ResponseEntity.accepted().body(out -> write(out, size));
    }

    @PostMapping("/broken-stream")
    public StreamingResponseBody brokenStream(@RequestParam int size) {
        return out -> {
            write(out, size);
            throw new IOException("on purpose");
        };
    }

    private void write(OutputStream out, int size) throws IOException {
        byte[] kilobyte = new byte[1024];
        Arrays.fill(kilobyte, run());
        for (int left = size; left > 0; left -= kilobyte.length) {
            out.write(kilobyte, 0, Math.min(left, kilobyte.length));
            out.flush();
        }
    }

    private byte run() {
        return (byte) ('0' + runs.add("large"));
    }
}
