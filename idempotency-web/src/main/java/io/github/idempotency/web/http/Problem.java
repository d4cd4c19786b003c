package io.github.idempotency.web.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as a problem document (RFC 9457).
 *
 * @param status the HTTP status
 * @param type a URI that identifies the kind of problem and leads to its description
 * @param title a short summary of the kind, always the same
 * @param detail what happened here and what to do about it; never holds the key
 * @param code a stable machine-readable code
 * @param retryable whether the same request may be repeated unchanged
 * @param retryAfter when, or {@code null} if nothing is known
 */
public record Problem(
        int status,
        String type,
        String title,
        String detail,
        String code,
        boolean retryable,
        @Nullable Duration retryAfter) {

    /** The media type of {@link #json()}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The document, in the order of RFC 9457 with the extension members last. */
    public String json() {
        return "{\"type\":" + quoted(type)
                + ",\"title\":" + quoted(title)
                + ",\"status\":" + status
                + ",\"detail\":" + quoted(detail)
                + ",\"code\":" + quoted(code)
                + ",\"retryable\":" + retryable + "}";
    }

    /** The value of the {@code Retry-After} header: whole seconds, at least 1; or {@code null}. */
    public @Nullable String retryAfterSeconds() {
        return retryAfter == null ? null : Long.toString(Math.max(1, (retryAfter.toMillis() + 999) / 1000));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
