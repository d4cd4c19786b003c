package io.github.idempotency.spring.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as its client knows it, and what surrounds it.
 *
 * @param operation the operation it was used for
 * @param key its parts: one, or those of a list
 * @param principal the authenticated caller; empty if it was not authenticated
 * @param scopes the values of the application's further scopes, in their order; missing ones are none
 * @param step the name of a step of the operation, or {@code null} for the operation itself
 */
public record KeySearch(
        String operation,
        List<String> key,
        String principal,
        List<String> scopes,
        @Nullable String step) {

    public KeySearch {
        key = List.copyOf(key);
        scopes = List.copyOf(scopes);
    }

    /** Without the key, which is not to be shown. */
    @Override
    public String toString() {
        return "KeySearch[operation=" + operation + ", principal=" + principal + ", step=" + step + "]";
    }
}
