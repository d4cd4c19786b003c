package io.github.idempotency.autoconfigure.web;

import static io.github.idempotency.autoconfigure.PropertyCheck.require;

import io.github.idempotency.web.http.KeyRules;
import io.github.idempotency.web.http.WebSettings;
import org.springframework.util.unit.DataSize;

/** Properties as the web module takes them, once they are known to make sense. */
final class WebSettingsMapping {

    private WebSettingsMapping() {}

    static WebSettings settings(IdempotencyWebProperties properties) {
        requireName("header", properties.header());
        requireName("replay-header", properties.replayHeader());
        require(
                properties.keyMinLength() >= 1,
                "idempotency.web.key-min-length",
                properties.keyMinLength(),
                "It must be at least 1.");
        require(
                properties.keyMaxLength() >= properties.keyMinLength(),
                "idempotency.web.key-max-length",
                properties.keyMaxLength(),
                "It must not be below 'idempotency.web.key-min-length', which is " + properties.keyMinLength() + ".");
        require(
                properties.keyReusedStatus() >= 400 && properties.keyReusedStatus() <= 499,
                "idempotency.web.key-reused-status",
                properties.keyReusedStatus(),
                "It must be between 400 and 499.");
        requireSize("max-request-size", properties.maxRequestSize(), Long.MAX_VALUE);
        requireSize("max-response-size", properties.maxResponseSize(), Integer.MAX_VALUE);
        return new WebSettings(
                properties.header(),
                properties.headerAliases(),
                new KeyRules(
                        properties.keySyntax(),
                        properties.keyMinLength(),
                        properties.keyMaxLength(),
                        properties.keyPattern()),
                properties.keyScope(),
                properties.bodyFingerprint(),
                properties.fingerprintHeaders(),
                properties.maxRequestSize().toBytes(),
                (int) properties.maxResponseSize().toBytes(),
                properties.replayHeader(),
                properties.keyReusedStatus(),
                properties.documentationUrl(),
                properties.unsupportedKey(),
                properties.unreplayedHeaders());
    }

    private static void requireName(String property, String value) {
        require(!value.isBlank(), "idempotency.web." + property, value, "It must be the name of a header.");
    }

    private static void requireSize(String property, DataSize value, long atMost) {
        require(
                value.toBytes() >= 0 && value.toBytes() <= atMost,
                "idempotency.web." + property,
                value,
                "It must be between 0B and " + atMost + "B.");
    }
}
