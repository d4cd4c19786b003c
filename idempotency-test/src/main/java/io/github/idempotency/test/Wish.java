package io.github.idempotency.test;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import java.time.Duration;
import java.util.UUID;

/** A claim request in the making: everything has a harmless value, a test names only what it is about. */
record Wish(
        IdempotencyKey key,
        Owner owner,
        Fingerprint fingerprint,
        String operation,
        Duration lease,
        Duration retention,
        boolean takeover) {

    /** Does not run out while a test runs, however slow the machine is. */
    static final Duration LONG = Duration.ofSeconds(30);

    /** Runs out while a test waits for it. */
    static final Duration SHORT = Duration.ofMillis(150);

    /** Is over as soon as anybody looks. */
    static final Duration INSTANT = Duration.ofMillis(1);

    private static final Duration RETENTION = Duration.ofMinutes(10);

    /** On a key no other test uses, by a new owner. */
    static Wish onNewKey() {
        return on(IdempotencyKey.of("contract", UUID.randomUUID().toString()));
    }

    /** By a new owner. */
    static Wish on(IdempotencyKey key) {
        return new Wish(key, Owner.next(), Fingerprint.of("what is asked for"), "contract", LONG, RETENTION, false);
    }

    Wish byAnother() {
        return new Wish(key, Owner.next(), fingerprint, operation, lease, retention, takeover);
    }

    Wish askingFor(Fingerprint other) {
        return new Wish(key, owner, other, operation, lease, retention, takeover);
    }

    Wish named(String name) {
        return new Wish(key, owner, fingerprint, name, lease, retention, takeover);
    }

    Wish leasedFor(Duration duration) {
        return new Wish(key, owner, fingerprint, operation, duration, retention, takeover);
    }

    Wish retainedFor(Duration duration) {
        return new Wish(key, owner, fingerprint, operation, lease, duration, takeover);
    }

    Wish takingOver() {
        return new Wish(key, owner, fingerprint, operation, lease, retention, true);
    }

    ClaimRequest request() {
        return new ClaimRequest(key, owner, fingerprint, operation, lease, retention, takeover);
    }
}
