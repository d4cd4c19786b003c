package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.StoreException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call that may have to wait: for a lane of its own, or for being taken along. What is noted before the call is seen after it. */
final class Seat<W, A> {

    private final W wish;
    private final IdempotencyKey key;
    private final Deadline deadline;
    private final CountDownLatch called = new CountDownLatch(1);
    private @Nullable A answer;
    private @Nullable StoreException failure;
    private boolean drives;

    /** @param deadline by which the call has to be answered, whoever makes it */
    Seat(W wish, IdempotencyKey key, Deadline deadline) {
        this.wish = wish;
        this.key = key;
        this.deadline = deadline;
    }

    W wish() {
        return wish;
    }

    IdempotencyKey key() {
        return key;
    }

    Deadline deadline() {
        return deadline;
    }

    void note(@Nullable A found) {
        answer = found;
    }

    void fail(StoreException e) {
        failure = e;
    }

    /** The journey is over, with or without an answer. */
    void arrive() {
        called.countDown();
    }

    /** There is a lane for this call. */
    void drive() {
        drives = true;
        called.countDown();
    }

    /** To be asked after the call only. */
    boolean drives() {
        return drives;
    }

    /** @return whether there was a call */
    boolean await(long nanos) throws InterruptedException {
        return called.await(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * What the journey has brought; {@code null} if the call has to be made alone.
     *
     * @throws StoreException if there is no time left for that
     */
    @Nullable
    A answer() {
        if (failure != null) {
            throw failure;
        }
        return answer;
    }
}
