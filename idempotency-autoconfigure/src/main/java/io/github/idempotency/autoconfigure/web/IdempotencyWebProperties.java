package io.github.idempotency.autoconfigure.web;

import io.github.idempotency.web.http.BodyFingerprint;
import io.github.idempotency.web.http.KeyScope;
import io.github.idempotency.web.http.KeySyntax;
import io.github.idempotency.web.http.UnsupportedKey;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How protected HTTP endpoints behave, all alike.
 *
 * @param header Name of the request header that carries the key.
 * @param headerAliases Further header names under which the key is accepted.
 * @param keySyntax How the key may be written in its header.
 * @param keyMinLength Minimum length of a key, in bytes after unquoting.
 * @param keyMaxLength Maximum length of a key, in bytes after unquoting.
 * @param keyPattern Regular expression the whole key must match.
 * @param keyScope Within what a key is unique.
 * @param bodyFingerprint How the bodies of requests with the same key are compared.
 * @param fingerprintHeaders Request headers that belong to what a request asks for. A key that returns with another
 *     value is refused.
 * @param maxRequestSize Maximum size of a request body that can be protected. Larger ones are refused.
 * @param maxResponseSize Maximum size of a response body that is recorded.
 * @param replayHeader Name of the response header that marks a replay.
 * @param keyReusedStatus Status of a request whose key was used before with another request.
 * @param documentationUrl URL of the page that describes keys and problems to clients.
 * @param unsupportedKey What a key meets at an endpoint that is not protected.
 * @param unreplayedHeaders Response headers that are not replayed, in addition to those that never are.
 * @param openApi Whether to document protected operations in the OpenAPI document that springdoc generates.
 * @param filterOrder Order of the filter that records responses.
 */
@ConfigurationProperties("idempotency.web")
public record IdempotencyWebProperties(
        @DefaultValue("Idempotency-Key") String header,
        @DefaultValue List<String> headerAliases,
        @DefaultValue("lenient") KeySyntax keySyntax,
        @DefaultValue("1") int keyMinLength,
        @DefaultValue("255") int keyMaxLength,
        @Nullable Pattern keyPattern,
        @DefaultValue("principal") KeyScope keyScope,
        @DefaultValue("raw") BodyFingerprint bodyFingerprint,
        @DefaultValue List<String> fingerprintHeaders,
        @DefaultValue("10MB") DataSize maxRequestSize,
        @DefaultValue("5MB") DataSize maxResponseSize,
        @DefaultValue("Idempotent-Replayed") String replayHeader,
        @DefaultValue("422") int keyReusedStatus,
        @Nullable String documentationUrl,
        @DefaultValue("ignore") UnsupportedKey unsupportedKey,
        @DefaultValue List<String> unreplayedHeaders,
        @DefaultValue("true") boolean openApi,
        @DefaultValue("2147483547") int filterOrder) {}
