package io.github.idempotency.store.redis;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** When a call has to be over; the steps of the call share what is left. */
final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    boolean passed() {
        return nanos - System.nanoTime() <= 0;
    }

    /** Waits for a result for as long as there is time. */
    <T> T await(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
