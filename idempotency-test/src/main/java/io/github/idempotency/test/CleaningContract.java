package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Removing what has expired, and only that, where a store has to be told to. Cleaners do not know whose records they
 * remove, so these tests do not run at the same time as each other.
 */
@ResourceLock("expired idempotency records")
abstract class CleaningContract extends StoreScene {

    private static final int EXPIRED = 25;
    private static final int BATCH = 10;
    private static final int CLAIMERS = 6;
    private static final int CLEANERS = 2;
    private static final int RECLAIMS = 100;

    @Guards(3)
    void expiredRecordsAreRemovedInBatches() {
        ExpiredRecordCleaner cleaner = cleaner();
        drain(cleaner);
        for (int i = 0; i < EXPIRED; i++) {
            expire(Wish.onNewKey());
        }
        Time.pass(Wish.SHORT);

        List<Integer> batches = new ArrayList<>();
        do {
            batches.add(cleaner.removeExpired(BATCH));
        } while (batches.get(batches.size() - 1) == BATCH);

        assertThat(batches).allMatch(removed -> removed <= BATCH);
        assertThat(batches).hasSizeGreaterThan(EXPIRED / BATCH);
        assertThat(batches.stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(EXPIRED);
        drain(cleaner);
    }

    @Guards({1, 3})
    void whatHasNotExpiredIsKept() {
        ExpiredRecordCleaner cleaner = cleaner();
        Wish claimed = Wish.onNewKey();
        Lease lease = grant(claimed).lease();
        Wish abandoned = Wish.onNewKey();
        abandon(abandoned);
        Wish settled = Wish.onNewKey();
        assertThat(store().complete(grant(settled).lease(), result("done"), Wish.LONG))
                .isTrue();
        Wish outlived = Wish.onNewKey().leasedFor(Wish.INSTANT).retainedFor(Wish.SHORT);
        boolean extended = store().renew(grant(outlived).lease(), Wish.LONG);
        Time.pass(Wish.SHORT);

        drain(cleaner);

        assertHolds(lease, claimed);
        awaitAbandoned(abandoned);
        assertSettled(settled, result("done"));
        if (extended) {
            assertHeld(outlived);
        }
    }

    /** The trap: a batch picks a record that has expired, waits for its lock, and deletes what was claimed meanwhile. */
    @Guards({1, 2, 3})
    void aClaimMadeWhileRecordsAreRemovedSurvives() {
        ExpiredRecordCleaner cleaner = cleaner();
        AtomicInteger claiming = new AtomicInteger(CLAIMERS);
        try (Racers racers = new Racers(CLAIMERS + CLEANERS)) {
            List<Integer> lost = racers.race(i -> () -> {
                if (i < CLAIMERS) {
                    try {
                        return reclaim(Wish.onNewKey());
                    } finally {
                        claiming.decrementAndGet();
                    }
                }
                while (claiming.get() > 0) {
                    cleaner.removeExpired(BATCH);
                }
                return 0;
            });
            assertThat(lost).as("live claims that were removed").containsOnly(0);
        }
    }

    /** Claims, completes and lets expire one key again and again; returns how many claims did not survive. */
    private int reclaim(Wish key) {
        int lost = 0;
        for (int i = 0; i < RECLAIMS; i++) {
            Wish wish = key.byAnother();
            Claim claim = claim(wish);
            while (!(claim instanceof Granted)) {
                Time.pass(Wish.INSTANT);
                claim = claim(wish);
            }
            Lease lease = ((Granted) claim).lease();
            Time.pass(Wish.INSTANT);
            if (!store().renew(lease, Wish.LONG) || !store().complete(lease, result("done"), Wish.INSTANT)) {
                lost++;
            }
        }
        return lost;
    }

    private void expire(Wish wish) {
        grant(wish.leasedFor(Wish.INSTANT).retainedFor(Wish.INSTANT));
    }

    /** Records of other tests may expire meanwhile; a store that only pretends to remove never comes to an end. */
    private static void drain(ExpiredRecordCleaner cleaner) {
        long start = System.nanoTime();
        while (cleaner.removeExpired(1_000) > 0) {
            assertThat(Time.since(start))
                    .as("time until nothing expired is left")
                    .isLessThan(Time.PATIENCE);
        }
    }

    private ExpiredRecordCleaner cleaner() {
        assumeTrue(store() instanceof ExpiredRecordCleaner, "The store is no ExpiredRecordCleaner");
        return (ExpiredRecordCleaner) store();
    }
}
