package io.github.idempotency.test;

import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.test.FlakyStore.Verb;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where calls of a store that misbehaves hang until somebody opens it; thread-safe. */
public final class Gate {

    /** A test that fails before it opens its gate must not hang for ever. */
    private static final long LONGEST_SECONDS = 60;

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    Gate() {}

    /**
     * Waits until a call hangs at the gate.
     *
     * @return whether one came in time
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public boolean awaitArrival(Duration atMost) throws InterruptedException {
        return arrived.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets through all calls that hang here and all that are still to come. */
    public void open() {
        open.countDown();
    }

    void enter(Verb verb) {
        arrived.countDown();
        try {
            if (!open.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new StoreUnavailableException(
                        "Flaky store: " + verb + " hung for " + LONGEST_SECONDS + " s and nobody opened the gate",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Flaky store: interrupted while " + verb + " hung", e);
        }
    }
}
