package io.github.idempotency.spring.health;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One question to a store, which any number of callers may wait for. Thread-safe. */
final class StoreQuestion {

    /** Causes may go round in circles. */
    private static final int DEEPEST = 10;

    private final StorePulse pulse;
    private final long begun;
    private final long patienceNanos;
    private final @Nullable Throwable known;
    private final CompletableFuture<Void> answer = new CompletableFuture<>();

    /**
     * @param patience how long callers may wait, counted from now and not from when they come
     * @param known why the question before was not answered and nothing since, which holds until this one is
     */
    StoreQuestion(StorePulse pulse, Duration patience, @Nullable Throwable known) {
        this.pulse = pulse;
        this.known = known;
        this.begun = pulse.now();
        this.patienceNanos = patience.toNanos();
    }

    /** In nanoseconds of the pulse's clock. */
    long begun() {
        return begun;
    }

    /** Whether it has ended or has had that much time. */
    boolean isOver(Duration time) {
        return answer.isDone() || pulse.now() - begun >= time.toNanos();
    }

    void end(@Nullable Throwable failure) {
        if (failure == null) {
            pulse.answer();
            answer.complete(null);
        } else {
            pulse.failure();
            answer.completeExceptionally(failure);
        }
    }

    /** Waits for what keeps the store from answering, a {@link TimeoutException} if nothing is known; {@code null} if it answers. */
    @Nullable
    Throwable failure() {
        try {
            answer.get(Math.max(0, patienceNanos - (pulse.now() - begun)), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException e) {
            return known == null ? e : known;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    /** Whether this tells only that nothing was heard in time, which is so too where all connections of the pool are in use. */
    static boolean isSilence(Throwable failure) {
        if (isEndOfWait(failure)) {
            return true;
        }
        @Nullable Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (at instanceof SQLException sql && toldNothing(sql)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /** A pool that could not open a connection names the driver's error as the cause, one that has none free does not. */
    private static boolean toldNothing(SQLException failure) {
        Throwable cause = failure.getCause();
        return failure instanceof SQLTimeoutException
                || (cause == null ? failure instanceof SQLTransientConnectionException : isEndOfWait(cause));
    }

    private static boolean isEndOfWait(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof InterruptedException;
    }
}
