package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Abandoned;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;

/** What the contract's themes share: the stores under test and the few steps every story is made of. */
@DisplayNameGeneration(InvariantDisplayNames.class)
abstract class StoreScene {

    /** Who supplies the store. */
    abstract IdempotencyStoreContract contract();

    final IdempotencyStore store() {
        return contract().store();
    }

    /** Another instance of the same records where the store has one, so that every story is told across instances. */
    final IdempotencyStore elsewhere() {
        return contract().anotherInstance().orElseGet(this::store);
    }

    static Outcome result(String text) {
        return Outcome.result(text.getBytes(StandardCharsets.UTF_8));
    }

    final Claim claim(Wish wish) {
        return store().claim(wish.request());
    }

    final Granted grant(Wish wish) {
        return expect(Granted.class, claim(wish));
    }

    /** A claim whose owner fell silent: its lease has run out and nobody has replaced it. */
    final Lease abandon(Wish wish) {
        Lease lease = grant(wish.leasedFor(Wish.INSTANT)).lease();
        awaitAbandoned(wish);
        return lease;
    }

    /** Waits for the end of a lease by asking without permission to take over; the record must not be forgotten. */
    final void awaitAbandoned(Wish wish) {
        Wish stranger = stranger(wish);
        awaitClaim(stranger, Abandoned.class);
    }

    /** Claims until the answer is of the given kind; a grant that was not awaited is a failure. */
    final <T extends Claim> T awaitClaim(Wish wish, Class<T> kind) {
        long start = System.nanoTime();
        while (true) {
            Claim claim = elsewhere().claim(wish.request());
            if (kind.isInstance(claim)) {
                return kind.cast(claim);
            }
            if (claim instanceof Granted) {
                return fail("Expected the key to be answered %s, it was granted: %s", kind.getSimpleName(), claim);
            }
            if (Time.since(start).compareTo(Time.PATIENCE) > 0) {
                return fail("Still no %s after %s: %s", kind.getSimpleName(), Time.PATIENCE, claim);
            }
            Time.passShortly();
        }
    }

    /** Asserts that a lease is the live one, as its owner and everyone else see it. */
    final void assertHolds(Lease lease, Wish wish) {
        assertThat(store().renew(lease, Wish.LONG)).as("the holder renews").isTrue();
        assertHeld(wish);
    }

    final void assertHeld(Wish wish) {
        Held held =
                expect(Held.class, elsewhere().claim(stranger(wish).takingOver().request()));
        assertThat(held.fingerprint()).isEqualTo(wish.fingerprint());
    }

    final void assertSettled(Wish wish, Outcome outcome) {
        Settled settled = expect(
                Settled.class, elsewhere().claim(stranger(wish).takingOver().request()));
        assertThat(settled).isEqualTo(new Settled(wish.fingerprint(), outcome));
    }

    /** Asserts that nothing is known of the key; it is held by the stranger who asked afterwards. */
    final void assertForgotten(Wish wish) {
        Granted granted =
                expect(Granted.class, elsewhere().claim(wish.byAnother().request()));
        assertThat(granted.attempt()).as("attempt on a forgotten key").isEqualTo(1);
    }

    /** Asserts that a lease renews nothing, completes nothing and releases nothing. */
    final void assertPowerless(Lease lease) {
        assertThat(elsewhere().renew(lease, Wish.LONG)).as("renew").isFalse();
        assertThat(elsewhere().complete(lease, result("an intruder's"), Wish.LONG))
                .as("complete")
                .isFalse();
        assertThat(elsewhere().release(lease)).as("release").isFalse();
    }

    static <T extends Claim> T expect(Class<T> kind, Claim claim) {
        assertThat(claim).isInstanceOf(kind);
        return kind.cast(claim);
    }

    /** Someone who only looks: another owner that asks for something else and may not take over. */
    private static Wish stranger(Wish wish) {
        return new Wish(
                wish.key(),
                wish.byAnother().owner(),
                Fingerprint.of("something else"),
                "a look",
                Wish.LONG,
                wish.retention().compareTo(Wish.LONG) < 0 ? Wish.LONG : wish.retention(),
                false);
    }
}
