package io.github.idempotency.web.servlet;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.web.http.BodyFingerprint;
import io.github.idempotency.web.http.CanonicalQuery;
import io.github.idempotency.web.http.JsonCanonicalizer;
import io.github.idempotency.web.http.WebSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request asks for: method, path, query, chosen headers, and the body or what an expression makes of it. */
final class RequestFingerprint {

    /** The body is larger than what is fingerprinted. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final WebSettings settings;
    private final JsonCanonicalizer canonicalizer;

    RequestFingerprint(WebSettings settings, JsonCanonicalizer canonicalizer) {
        this.settings = settings;
        this.canonicalizer = canonicalizer;
    }

    /**
     * @param chosen what the operation's own expression chose instead of the body, or {@code null}
     * @throws TooLargeException if the body is above the limit
     */
    Fingerprint of(HttpServletRequest request, RecordingRequest recording, byte @Nullable [] chosen)
            throws IOException {
        List<byte[]> parts = new ArrayList<>();
        parts.add(text(request.getMethod()));
        parts.add(text(request.getRequestURI()));
        parts.add(text(CanonicalQuery.of(request.getQueryString())));
        for (String header : settings.fingerprintHeaders()) {
            parts.add(text(header.toLowerCase(Locale.ROOT)));
            parts.add(text(String.join(",", Collections.list(request.getHeaders(header)))));
        }
        parts.add(chosen != null ? chosen : body(recording));
        return Fingerprint.of(parts.toArray(byte[][]::new));
    }

    private byte[] body(RecordingRequest request) throws IOException {
        if (request.getContentLengthLong() > settings.maxRequestBytes()) {
            throw new TooLargeException();
        }
        if (request.streamIfOpened() == null && request.isMultipart()) {
            try {
                return MultipartDigest.of(request.getParts(), settings.maxRequestBytes());
            } catch (ServletException | IllegalStateException e) {
                // Nobody has configured multipart here: the handler reads the raw body, and so do we.
                return raw(request);
            }
        }
        if (request.streamIfOpened() == null && request.isForm()) {
            return FormDigest.of(request);
        }
        return raw(request);
    }

    private byte[] raw(RecordingRequest request) throws IOException {
        DigestingInputStream stream = request.stream();
        if (!stream.readAhead()) {
            throw new TooLargeException();
        }
        return settings.bodyFingerprint() == BodyFingerprint.CANONICAL_JSON && request.isJson() && stream.size() > 0
                ? canonicalizer.canonical(stream.bytes())
                : stream.digest();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
