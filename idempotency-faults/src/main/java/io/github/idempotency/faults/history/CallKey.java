package io.github.idempotency.faults.history;

/**
 * What may have one effect only: the same key of another caller, or at another operation, is another one.
 *
 * @param operation a short name of what was called, as in {@link Rules}
 * @param caller the authenticated user
 * @param key the idempotency key as it was sent
 */
public record CallKey(String operation, String caller, String key) {

    @Override
    public String toString() {
        return operation + " / " + caller + " / " + key;
    }
}
