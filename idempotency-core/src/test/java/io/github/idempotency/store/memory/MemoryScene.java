package io.github.idempotency.store.memory;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** An in-memory store on a clock that only moves when it is told to. */
final class MemoryScene {

    static final Outcome RESULT = Outcome.result(new byte[10]);

    private final AtomicLong nanos;
    private final InMemoryIdempotencyStore store;

    MemoryScene(int maxRecords, long maxBytes, int maxPayloadBytes) {
        this(maxRecords, maxBytes, maxPayloadBytes, 0);
    }

    MemoryScene(int maxRecords, long maxBytes, int maxPayloadBytes, long startNanos) {
        this.nanos = new AtomicLong(startNanos);
        this.store = new InMemoryIdempotencyStore(maxRecords, maxBytes, maxPayloadBytes, nanos::get);
    }

    InMemoryIdempotencyStore store() {
        return store;
    }

    void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    static IdempotencyKey key(String name) {
        return IdempotencyKey.of(name);
    }

    Claim claim(String name, Duration lease, Duration retention, boolean takeover) {
        return store.claim(
                new ClaimRequest(key(name), Owner.next(), Fingerprint.NONE, "test", lease, retention, takeover));
    }

    Lease grant(String name, Duration lease, Duration retention) {
        return ((Granted) claim(name, lease, retention, false)).lease();
    }
}
