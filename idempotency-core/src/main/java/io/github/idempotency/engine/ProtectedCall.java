package io.github.idempotency.engine;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;

/**
 * One call as an adapter hands it to the engine.
 *
 * @param key its identity
 * @param fingerprint what it asks for
 * @param operation the stable name of what is called
 * @param policy how it wants to be protected
 */
public record ProtectedCall(IdempotencyKey key, Fingerprint fingerprint, String operation, CallPolicy policy) {

    /** A new attempt at this call. */
    ClaimRequest request() {
        return new ClaimRequest(
                key,
                Owner.next(),
                fingerprint,
                operation,
                policy.lease(),
                policy.retention(),
                policy.whenAbandoned() == WhenAbandoned.REEXECUTE);
    }
}
