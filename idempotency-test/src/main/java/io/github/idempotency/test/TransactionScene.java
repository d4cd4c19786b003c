package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.TransactionConflictException;
import io.github.idempotency.store.TransactionalStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The steps stories about transactions are made of. */
abstract class TransactionScene {

    static final Outcome OUTCOME = Outcome.result("done".getBytes(StandardCharsets.UTF_8));

    abstract TransactionalStoreContract contract();

    final IdempotencyStore store() {
        return contract().store();
    }

    final TransactionalStore joining() {
        return (TransactionalStore) contract().store();
    }

    final Transactions transactions() {
        return contract().transactions();
    }

    /** In a transaction of its own. */
    final Claim claim(Wish wish, Duration maxWait) {
        return joining().claimInTransaction(wish.request(), maxWait, false);
    }

    /** As a driver of transactions does: what the database has sacrificed is tried again. */
    final <T> T untilNoConflict(Supplier<T> work) {
        while (true) {
            try {
                return transactions().commit(work);
            } catch (TransactionConflictException e) {
                Time.passShortly();
            }
        }
    }

    /** Claims, writes, records. */
    final Granted execute(Wish wish, String effect) {
        Granted granted = StoreScene.expect(Granted.class, claim(wish, Duration.ZERO));
        transactions().write(effect);
        assertThat(joining().completeInTransaction(granted.lease(), OUTCOME, Wish.LONG))
                .as("completed")
                .isTrue();
        return granted;
    }

    final void assertSettled(Wish wish) {
        assertThat(store().claim(wish.byAnother().request())).isEqualTo(new Claim.Settled(wish.fingerprint(), OUTCOME));
    }

    /** A transaction on a thread of its own that has claimed a key and now waits to be told to go on. */
    final Holder holding(Wish wish, boolean commits) {
        Holder holder = new Holder();
        Supplier<Void> work = () -> {
            execute(wish, wish.key().toString());
            holder.hold();
            return null;
        };
        holder.start(() -> {
            if (commits) {
                transactions().commit(work);
            } else {
                transactions().rollBack(work);
            }
        });
        return holder;
    }

    /** See {@link #holding}. */
    static final class Holder {

        private final CountDownLatch claimed = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        private void start(Runnable transaction) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            transaction.run();
                        } finally {
                            ended.countDown();
                        }
                    },
                    "holder");
            thread.setDaemon(true);
            thread.start();
            await(claimed);
        }

        private void hold() {
            claimed.countDown();
            await(mayEnd);
        }

        void end() {
            mayEnd.countDown();
        }

        void join() {
            await(ended);
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(Time.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("in time")
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
