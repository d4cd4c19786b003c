package io.github.idempotency.engine;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;

/**
 * One call as an adapter hands it to the engine.
 *
 * @param key its identity
 * @param fingerprint what it asks for
 * @param operation the stable name of what is called
 * @param policy how it wants to be protected
 */
public record ProtectedCall(IdempotencyKey key, Fingerprint fingerprint, String operation, CallPolicy policy) {}
