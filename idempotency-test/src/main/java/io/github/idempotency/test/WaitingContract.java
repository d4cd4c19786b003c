package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.ClaimBlockedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Transactions that want the same key at the same time. */
abstract class WaitingContract extends TransactionScene {

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration LATE = WAIT.multipliedBy(5);
    private static final int RACERS = 12;

    @Test
    void aDuplicateWaitsForTheCommitAndIsAnswered() {
        Wish wish = Wish.onNewKey();
        List<Claim> claims = whileWaiting(wish, true, 1);

        assertThat(claims).containsExactly(new Settled(wish.fingerprint(), OUTCOME));
        assertThat(transactions().written(wish.key().toString())).isEqualTo(1);
    }

    @Test
    void aDuplicateWaitsForTheRollbackAndExecutes() {
        Wish wish = Wish.onNewKey();
        List<Claim> claims = whileWaiting(wish, false, 1);

        assertThat(((Granted) claims.get(0)).attempt()).isEqualTo(1);
        assertThat(transactions().written(wish.key().toString())).isEqualTo(1);
    }

    /** A trap: what several wait for may be granted to all of them, or they get in each other's way. */
    @Test
    void ofSeveralThatWaitForARollbackOneExecutes() {
        Wish wish = Wish.onNewKey();
        List<Claim> claims = whileWaiting(wish, false, 3);

        assertThat(claims).filteredOn(Granted.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(Settled.class::isInstance).hasSize(2);
        assertThat(transactions().written(wish.key().toString())).isEqualTo(1);
    }

    private List<Claim> whileWaiting(Wish wish, boolean commits, int waiting) {
        Holder holder = holding(wish, commits);
        try (Racers racers = new Racers(waiting + 1)) {
            List<List<Claim>> claims = racers.race(i -> {
                if (i == waiting) {
                    return () -> {
                        Time.pass(Duration.ofMillis(300));
                        holder.end();
                        return List.of();
                    };
                }
                Wish mine = wish.byAnother();
                return () -> List.of(untilNoConflict(() -> claimAndExecute(mine, LATE)));
            });
            return claims.stream().flatMap(List::stream).toList();
        } finally {
            holder.end();
        }
    }

    private Claim claimAndExecute(Wish wish, Duration maxWait) {
        Claim claim = claim(wish, maxWait);
        if (claim instanceof Granted granted) {
            transactions().write(wish.key().toString());
            assertThat(joining().completeInTransaction(granted.lease(), OUTCOME, Wish.LONG))
                    .isTrue();
        }
        return claim;
    }

    @Test
    void theWaitEndsInTimeAndNotEarly() {
        Wish wish = Wish.onNewKey();
        Duration waited = blocked(wish, WAIT);

        assertThat(waited).isBetween(WAIT.dividedBy(2), LATE);
        assertSettled(wish);
    }

    @Test
    void whoDoesNotWaitIsBlockedSoon() {
        assertThat(blocked(Wish.onNewKey(), Duration.ZERO)).isLessThan(LATE);
    }

    private Duration blocked(Wish wish, Duration maxWait) {
        Holder holder = holding(wish, true);
        try {
            return Racers.aside(() -> {
                long start = System.nanoTime();
                assertThatThrownBy(() -> transactions().commit(() -> claim(wish.byAnother(), maxWait)))
                        .isInstanceOf(ClaimBlockedException.class);
                return Time.since(start);
            });
        } finally {
            holder.end();
            holder.join();
        }
    }

    @Test
    void aTransactionThatHoldsMoreThanTheClaimStaysUsableWhenItIsBlocked() {
        Assumptions.assumeTrue(contract().writersWorkSideBySide(), "One transaction at a time may write anything");
        Wish wish = Wish.onNewKey();
        String before = "before " + wish.key();
        String after = "after " + wish.key();
        Holder holder = holding(wish, true);
        try {
            Racers.aside(() -> transactions().commit(() -> {
                transactions().write(before);
                assertThatThrownBy(() ->
                                joining().claimInTransaction(wish.byAnother().request(), Duration.ZERO, true))
                        .isInstanceOf(ClaimBlockedException.class);
                transactions().write(after);
                return null;
            }));
        } finally {
            holder.end();
            holder.join();
        }
        assertThat(transactions().written(before)).isEqualTo(1);
        assertThat(transactions().written(after)).isEqualTo(1);
    }

    @Test
    void manyAtOnceExecuteEachKeyOnce() {
        List<Wish> wishes = IntStream.range(0, 4).mapToObj(i -> Wish.onNewKey()).toList();
        try (Racers racers = new Racers(RACERS)) {
            racers.race(racer -> (Callable<Void>) () -> {
                List<Wish> mine = new ArrayList<>(wishes);
                Collections.shuffle(mine);
                for (Wish wish : mine) {
                    Wish own = wish.byAnother();
                    Claim claim = untilNoConflict(() -> claimAndExecute(own, Wish.LONG));
                    assertThat(claim).isInstanceOfAny(Granted.class, Settled.class);
                }
                return null;
            });
        }
        for (Wish wish : wishes) {
            assertThat(transactions().written(wish.key().toString())).isEqualTo(1);
            assertSettled(wish);
        }
    }
}
