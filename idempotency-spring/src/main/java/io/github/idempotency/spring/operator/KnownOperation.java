package io.github.idempotency.spring.operator;

import io.github.idempotency.engine.CallPolicy;

/**
 * A protected operation as operators see it.
 *
 * @param name its name in records, meters and messages
 * @param store the name of its store, or empty for the standard one
 * @param policy how its calls are protected
 * @param required whether a call without a key is refused
 */
public record KnownOperation(String name, String store, CallPolicy policy, boolean required) {}
