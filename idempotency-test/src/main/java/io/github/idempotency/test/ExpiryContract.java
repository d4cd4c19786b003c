package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Abandoned;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.Lease;
import java.time.Duration;

/** When a record ends, and that it ends by logic, whoever cleans up. */
abstract class ExpiryContract extends StoreScene {

    /** Long enough for a few calls to fit in, short enough to be waited for. */
    static final Duration RETENTION = Duration.ofMillis(250);

    /** How much coarser than nanoseconds a store's clock may be. */
    static final Duration CLOCK_GRAIN = Duration.ofMillis(20);

    @Guards({3, 6})
    void aSettledKeyIsGrantedAnewOnceItsRetentionHasEndedAndNotBefore() {
        Wish wish = Wish.onNewKey();
        Lease earlier = grant(wish).lease();
        long start = System.nanoTime();
        assertThat(store().complete(earlier, result("done"), RETENTION)).isTrue();

        Wish next = wish.byAnother();
        Granted granted = awaitGrant(next, Settled.class);

        assertThat(Time.since(start)).isGreaterThanOrEqualTo(RETENTION.minus(CLOCK_GRAIN));
        assertThat(granted.attempt()).isEqualTo(1);
        assertPowerless(earlier);
        assertHolds(granted.lease(), next);
    }

    @Guards({3, 6})
    void anAbandonedKeyIsGrantedAnewOnceItsRetentionHasEndedAndNotBefore() {
        Wish wish = Wish.onNewKey().leasedFor(Wish.INSTANT).retainedFor(RETENTION);
        long start = System.nanoTime();
        Lease earlier = grant(wish).lease();

        Wish next = Wish.on(wish.key()).askingFor(Fingerprint.NONE);
        Granted granted = awaitGrant(next, Abandoned.class, Held.class);

        assertThat(Time.since(start)).isGreaterThanOrEqualTo(RETENTION.minus(CLOCK_GRAIN));
        assertThat(granted.attempt()).isEqualTo(1);
        assertPowerless(earlier);
        assertThat(store().complete(granted.lease(), result("done"), Wish.LONG)).isTrue();
        assertSettled(next, result("done"));
    }

    @Guards(3)
    void theRetentionOfAnOutcomeIsNotCutShortByThatOfTheClaim() {
        Wish settled = Time.within(RETENTION, () -> {
            Wish wish = Wish.onNewKey().leasedFor(RETENTION).retainedFor(RETENTION);
            Lease lease = grant(wish).lease();
            assertThat(store().complete(lease, result("done"), Wish.LONG)).isTrue();
            return wish;
        });
        Time.pass(RETENTION);

        assertSettled(settled, result("done"));
    }

    @Guards({1, 3})
    void aRenewalBeyondTheRetentionKeepsTheRecord() {
        record Renewed(Wish wish, Lease lease) {}
        Renewed renewed = Time.within(RETENTION, () -> {
            Wish wish = Wish.onNewKey().leasedFor(RETENTION).retainedFor(RETENTION);
            Lease lease = grant(wish).lease();
            assertThat(store().renew(lease, Wish.LONG)).isTrue();
            return new Renewed(wish, lease);
        });
        Time.pass(RETENTION);

        assertHolds(renewed.lease(), renewed.wish());
        assertThat(store().complete(renewed.lease(), result("done"), Wish.LONG)).isTrue();
        assertSettled(renewed.wish(), result("done"));
    }

    @Guards({1, 3})
    void aRepeatedClaimBeyondTheRetentionKeepsTheRecord() {
        Wish repeated = Time.within(RETENTION, () -> {
            Wish wish = Wish.onNewKey().leasedFor(RETENTION).retainedFor(RETENTION);
            grant(wish);
            grant(wish.leasedFor(Wish.LONG).retainedFor(Wish.LONG));
            return wish;
        });
        Time.pass(RETENTION);

        assertHeld(repeated);
    }

    /** A store may have forgotten the claim by then or still know it; what it says must be what it does. */
    @Guards(5)
    void aCompletionAfterTheRetentionIsEitherRefusedOrRecorded() {
        Wish wish = Wish.onNewKey().leasedFor(Wish.INSTANT).retainedFor(Wish.INSTANT);
        Lease lease = grant(wish).lease();
        Time.pass(Wish.SHORT);

        if (store().complete(lease, result("very late"), Wish.LONG)) {
            assertSettled(wish, result("very late"));
        } else {
            assertForgotten(wish);
        }
    }

    /** Claims until the key is granted; up to then only the given answers are allowed. */
    private Granted awaitGrant(Wish wish, Class<?>... before) {
        long start = System.nanoTime();
        Claim claim = claim(wish);
        while (!(claim instanceof Granted)) {
            assertThat(claim).isInstanceOfAny(before);
            assertThat(Time.since(start)).as("time until the key is free").isLessThan(Time.PATIENCE);
            Time.passShortly();
            claim = claim(wish);
        }
        return (Granted) claim;
    }
}
