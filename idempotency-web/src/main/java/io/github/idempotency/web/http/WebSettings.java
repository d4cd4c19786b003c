package io.github.idempotency.web.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How protected HTTP endpoints behave, all alike.
 *
 * @param header the request header that carries the key
 * @param headerAliases further names under which the key is accepted
 * @param keyRules which keys are accepted
 * @param keyScope within what a key is unique
 * @param bodyFingerprint how request bodies are compared
 * @param fingerprintHeaders request headers that belong to what a request asks for
 * @param maxRequestBytes the largest request body that is fingerprinted; larger ones are refused with 413
 * @param maxResponseBytes the largest response body that is recorded
 * @param replayHeader the response header that marks a replay
 * @param keyReusedStatus the status of a key that came back with another request
 * @param documentationUrl where clients read about keys and problems; {@code null} for this library's own page
 * @param unsupportedKey what a key meets at an endpoint that is not protected
 * @param unreplayedHeaders response headers that are not replayed, besides those that never are
 */
public record WebSettings(
        String header,
        List<String> headerAliases,
        KeyRules keyRules,
        KeyScope keyScope,
        BodyFingerprint bodyFingerprint,
        List<String> fingerprintHeaders,
        long maxRequestBytes,
        int maxResponseBytes,
        String replayHeader,
        int keyReusedStatus,
        @Nullable String documentationUrl,
        UnsupportedKey unsupportedKey,
        List<String> unreplayedHeaders) {

    /** @throws IllegalArgumentException if a value cannot work; the message names the property */
    public WebSettings {
        if (header.isBlank() || replayHeader.isBlank()) {
            throw new IllegalArgumentException("idempotency.web.header and idempotency.web.replay-header need a name");
        }
        if (maxRequestBytes < 0 || maxResponseBytes < 0) {
            throw new IllegalArgumentException(
                    "idempotency.web.max-request-size and idempotency.web.max-response-size must not be negative");
        }
        if (keyReusedStatus < 400 || keyReusedStatus > 499) {
            throw new IllegalArgumentException(
                    "idempotency.web.key-reused-status must be between 400 and 499, it is " + keyReusedStatus);
        }
        headerAliases = List.copyOf(headerAliases);
        fingerprintHeaders = List.copyOf(fingerprintHeaders);
        unreplayedHeaders = List.copyOf(unreplayedHeaders);
    }

    /** The defaults of the properties below {@code idempotency.web}. */
    public static WebSettings defaults() {
        return new WebSettings(
                "Idempotency-Key",
                List.of(),
                new KeyRules(KeySyntax.LENIENT, 1, 255, null),
                KeyScope.PRINCIPAL,
                BodyFingerprint.RAW,
                List.of(),
                10L * 1024 * 1024,
                5 * 1024 * 1024,
                "Idempotent-Replayed",
                422,
                null,
                UnsupportedKey.IGNORE,
                List.of());
    }
}
