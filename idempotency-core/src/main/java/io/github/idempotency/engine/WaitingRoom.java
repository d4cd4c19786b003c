package io.github.idempotency.engine;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Bounds how many callers wait for another's answer, so that waiting can never use up the threads of a server. */
final class WaitingRoom {

    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final AtomicInteger taken = new AtomicInteger();
    private final int seats;

    WaitingRoom(int seats) {
        this.seats = seats;
    }

    Seat seat() {
        return new Seat();
    }

    /** One caller's place, to be taken before its first pause. Not thread-safe. */
    final class Seat implements AutoCloseable {

        private boolean seated;
        private long pauseNanos = FIRST_PAUSE_NANOS;

        boolean taken() {
            return seated;
        }

        /** @return {@code false} if the room is full: the caller must not wait */
        boolean take() {
            if (taken.incrementAndGet() > seats) {
                taken.decrementAndGet();
                return false;
            }
            seated = true;
            return true;
        }

        /**
         * Pauses a little longer each time, never longer than given.
         *
         * @return {@code false} if the thread was interrupted: the caller must not wait any longer
         */
        boolean pause(Duration atMost) {
            long jittered = pauseNanos / 2 + ThreadLocalRandom.current().nextLong(pauseNanos);
            LockSupport.parkNanos(Math.min(jittered, Nanos.of(atMost)));
            pauseNanos = Math.min(pauseNanos * 2, LONGEST_PAUSE_NANOS);
            return !Thread.currentThread().isInterrupted();
        }

        @Override
        public void close() {
            if (seated) {
                taken.decrementAndGet();
            }
        }
    }
}
