package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.http.HttpEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Every way to read a body that is not a form; each answers with a hash of what it has read. */
@RestController
@RequestMapping("/raw")
@Idempotent
class RawController {

    private final Runs runs;

    RawController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/bytes")
    public String bytes(@RequestBody(required = false) byte[] body) {
        return seen(body == null ? new byte[0] : body);
    }

    @PostMapping("/entity")
    public String entity(HttpEntity<byte[]> entity) {
        return seen(entity.hasBody() ? entity.getBody() : new byte[0]);
    }

    /** Reads nothing before the handler runs. */
    @PostMapping("/stream")
    public String stream(InputStream body) throws IOException {
        return seen(body.readAllBytes());
    }

    @PostMapping("/reader")
    public String reader(Reader body) throws IOException {
        StringWriter text = new StringWriter();
        body.transferTo(text);
        return seen(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/request")
    public String request(HttpServletRequest request) throws IOException {
        return seen(request.getInputStream().readAllBytes());
    }

    /** Byte by byte, and closes the stream as tidy code does. */
    @PostMapping("/single")
    public String single(HttpServletRequest request) throws IOException {
        byte[] body = new byte[Math.max(0, request.getContentLength())];
        try (InputStream in = request.getInputStream()) {
            for (int i = 0; i < body.length; i++) {
                body[i] = (byte) in.read();
            }
        }
        return seen(body);
    }

    /** Reads no more than the beginning. */
    @PostMapping("/part")
    public String part(HttpServletRequest request) throws IOException {
        return seen(request.getInputStream().readNBytes(3));
    }

    @PostMapping("/unread")
    public String unread() {
        return seen(new byte[0]);
    }

    private String seen(byte[] body) {
        return runs.add("raw") + ": " + body.length + " bytes, hash " + Arrays.hashCode(body);
    }
}
