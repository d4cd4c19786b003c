package io.github.idempotency.web.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are accepted.
 *
 * @param syntax how the key may be written
 * @param minLength shortest key, in bytes after unquoting
 * @param maxLength longest key, in bytes after unquoting
 * @param pattern what the whole key must match, or {@code null} for anything
 */
public record KeyRules(
        KeySyntax syntax,
        int minLength,
        int maxLength,
        @Nullable Pattern pattern) {

    /** @throws IllegalArgumentException if no key could ever match; the message names the properties */
    public KeyRules {
        if (minLength < 1 || maxLength < minLength) {
            throw new IllegalArgumentException("idempotency.web.key-min-length (" + minLength
                    + ") must be at least 1 and not above idempotency.web.key-max-length (" + maxLength + ")");
        }
    }
}
