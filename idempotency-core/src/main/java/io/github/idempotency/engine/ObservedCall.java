package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a call when it begins.
 *
 * @param operation its stable, low-cardinality name
 * @param key its identity, a digest; {@code null} if it has no key that could be used
 * @param store the name of the store that keeps the key
 */
public record ObservedCall(String operation, @Nullable IdempotencyKey key, String store) {}
