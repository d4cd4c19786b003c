package io.github.idempotency.web.servlet;

import io.github.idempotency.web.http.RecordedResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.springframework.http.HttpHeaders;

/** Writes a recorded response again. */
final class ReplayWriter {

    /** A weight of zero, which means "not this one". */
    private static final Pattern REFUSED = Pattern.compile(";\\s*[qQ]\\s*=\\s*0(\\.0*)?\\s*$");

    private final String replayHeader;

    ReplayWriter(String replayHeader) {
        this.replayHeader = replayHeader;
    }

    void write(RecordedResponse recorded, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean unzip = isGzipped(recorded) && !acceptsGzip(request);
        response.setStatus(recorded.status());
        Set<String> written = new HashSet<>();
        for (RecordedResponse.Header header : recorded.headers()) {
            String name = header.name();
            if (unzip && name.equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING)) {
                continue;
            }
            if (name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                response.setContentType(header.value());
            } else if (written.add(name.toLowerCase(Locale.ROOT))) {
                response.setHeader(name, header.value());
            } else {
                response.addHeader(name, header.value());
            }
        }
        response.setHeader(replayHeader, "true");
        byte[] body = unzip ? unzipped(recorded.body()) : recorded.body();
        if (body.length > 0) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private static boolean isGzipped(RecordedResponse recorded) {
        return recorded.headers().stream()
                .anyMatch(header -> header.name().equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING)
                        && header.value().equalsIgnoreCase("gzip"));
    }

    private static boolean acceptsGzip(HttpServletRequest request) {
        boolean any = false;
        for (String line : Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING))) {
            for (String coding : line.split(",", -1)) {
                String name = coding.split(";", 2)[0].strip();
                boolean accepted = !REFUSED.matcher(coding).find();
                if (name.equalsIgnoreCase("gzip")) {
                    return accepted;
                }
                any |= accepted && name.equals("*");
            }
        }
        return any;
    }

    private static byte[] unzipped(byte[] body) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }
}
