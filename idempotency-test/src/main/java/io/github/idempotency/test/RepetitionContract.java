package io.github.idempotency.test;

import static io.github.idempotency.test.FlakyStore.Verb.CLAIM;
import static io.github.idempotency.test.FlakyStore.Verb.COMPLETE;
import static io.github.idempotency.test.FlakyStore.Verb.RELEASE;
import static io.github.idempotency.test.FlakyStore.Verb.RENEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreUnavailableException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The same call made twice, because its first reply was lost or late. */
abstract class RepetitionContract extends StoreScene {

    private static final int OVERLAPPING = 8;
    private static final int ROUNDS = 20;

    @Guards(7)
    void aRepeatedClaimIsTheSameLeaseAndRunsAnew() {
        Wish wish = Wish.onNewKey();
        Granted first = grant(wish);

        Granted second = expect(
                Granted.class,
                elsewhere().claim(wish.leasedFor(Wish.LONG.multipliedBy(2)).request()));

        assertThat(second).isEqualTo(first);
        Held held = expect(Held.class, claim(wish.byAnother()));
        assertThat(held.remaining()).isGreaterThan(Wish.LONG);
    }

    @Guards(7)
    void anOwnerWhoseLeaseRanOutMayClaimAgainWhileNobodyReplacedIt() {
        Wish wish = Wish.onNewKey();
        Lease lease = abandon(wish);

        Granted again = grant(wish);

        assertThat(again).isEqualTo(new Granted(lease, 1));
        assertHolds(lease, wish);
    }

    @Guards({2, 7})
    void anOwnerThatWasReplacedCannotClaimAgain() {
        Wish wish = Wish.onNewKey();
        abandon(wish);
        Wish successor = wish.byAnother().takingOver();
        Lease lease = grant(successor).lease();

        expect(Held.class, claim(wish.takingOver()));

        assertHolds(lease, successor);
    }

    @Guards(7)
    void aRepeatedTakeoverIsTheSameAttempt() {
        Wish wish = Wish.onNewKey();
        abandon(wish);
        Wish successor = wish.byAnother().takingOver();

        Granted first = grant(successor);

        assertThat(grant(successor)).isEqualTo(first);
        assertThat(first.attempt()).isEqualTo(2);
    }

    @Guards({5, 7})
    void overlappingRepetitionsOfOneClaimAllGetTheSameLease() {
        try (Racers racers = new Racers(OVERLAPPING)) {
            for (int round = 0; round < ROUNDS; round++) {
                Wish wish = Wish.onNewKey();
                List<Granted> granted = racers.race(i -> () -> grant(wish));
                assertThat(granted).allMatch(granted.get(0)::equals);
                assertThat(granted.get(0).attempt()).isEqualTo(1);
            }
        }
    }

    @Guards({3, 7})
    void completingTwiceIsTrueAndTheFirstOutcomeStays() {
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();
        assertThat(store().complete(lease, result("first"), Wish.LONG)).isTrue();

        assertThat(elsewhere().complete(lease, result("second"), Wish.LONG)).isTrue();
        assertThat(elsewhere().complete(lease, Outcome.unknown(), Wish.LONG)).isTrue();

        assertSettled(wish, result("first"));
    }

    @Guards({3, 5, 7})
    void overlappingCompletionsOfOneOwnerRecordOneOutcome() {
        try (Racers racers = new Racers(OVERLAPPING)) {
            for (int round = 0; round < ROUNDS; round++) {
                Wish wish = Wish.onNewKey();
                Lease lease = grant(wish).lease();
                List<Outcome> seen = racers.race(i -> () -> {
                    assertThat(store().complete(lease, result("outcome " + i), Wish.LONG))
                            .isTrue();
                    return expect(Settled.class, claim(wish.byAnother())).outcome();
                });
                assertThat(seen).allMatch(seen.get(0)::equals);
            }
        }
    }

    @Guards(7)
    void everyCallWhoseReplyWasLostCanBeRepeated() {
        FlakyStore flaky = new FlakyStore(store());
        Wish wish = Wish.onNewKey();

        flaky.on(CLAIM).dropReply();
        assertUnavailable(() -> flaky.claim(wish.request()));
        Granted granted = expect(Granted.class, flaky.claim(wish.request()));
        assertThat(granted.attempt()).isEqualTo(1);

        flaky.on(RENEW).dropReply();
        assertUnavailable(() -> flaky.renew(granted.lease(), Wish.LONG));
        assertThat(flaky.renew(granted.lease(), Wish.LONG)).isTrue();

        flaky.on(COMPLETE).dropReply();
        assertUnavailable(() -> flaky.complete(granted.lease(), result("done"), Wish.LONG));
        assertThat(flaky.complete(granted.lease(), result("done"), Wish.LONG)).isTrue();
        assertSettled(wish, result("done"));
    }

    @Guards({2, 7})
    void aRepeatedReleaseDoesNotTouchTheNextOwner() {
        FlakyStore flaky = new FlakyStore(store());
        Wish wish = Wish.onNewKey();
        Lease lease = grant(wish).lease();
        flaky.on(RELEASE).dropReply();
        assertUnavailable(() -> flaky.release(lease));
        Wish next = wish.byAnother();
        Lease nextLease = grant(next).lease();

        assertThat(flaky.release(lease)).isFalse();

        assertHolds(nextLease, next);
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(StoreUnavailableException.class);
    }
}
