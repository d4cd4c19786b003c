package io.github.idempotency.engine;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import java.time.Duration;

/** Builds calls; everything is the product's default unless told otherwise. */
final class TestCall {

    private final IdempotencyKey key;
    private Fingerprint fingerprint = Fingerprint.of("body");
    private Duration lease = Duration.ofSeconds(30);
    private Duration retention = Duration.ofHours(24);
    private WhenInProgress whenInProgress = WhenInProgress.REJECT;
    private Duration maxWait = Duration.ZERO;
    private WhenAbandoned whenAbandoned = WhenAbandoned.REEXECUTE;
    private WhenStoreFails whenStoreFails = WhenStoreFails.REFUSE;

    private TestCall(IdempotencyKey key) {
        this.key = key;
    }

    static TestCall of(String key) {
        return new TestCall(IdempotencyKey.of(key));
    }

    TestCall asking(String body) {
        fingerprint = Fingerprint.of(body);
        return this;
    }

    TestCall lease(Duration duration) {
        lease = duration;
        return this;
    }

    TestCall retention(Duration duration) {
        retention = duration;
        return this;
    }

    TestCall waiting(Duration atMost) {
        whenInProgress = WhenInProgress.WAIT;
        maxWait = atMost;
        return this;
    }

    TestCall holding() {
        whenAbandoned = WhenAbandoned.HOLD;
        return this;
    }

    TestCall proceeding() {
        whenStoreFails = WhenStoreFails.PROCEED;
        return this;
    }

    CallPolicy policy() {
        return new CallPolicy(
                lease,
                retention,
                whenInProgress,
                maxWait,
                whenAbandoned,
                whenStoreFails,
                WhenFails.RELEASE,
                TransactionMode.SEPARATE);
    }

    ProtectedCall build() {
        return new ProtectedCall(key, fingerprint, "orders.create", policy());
    }
}
