package io.github.idempotency.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Bounds how many callers wait for another's answer, so that waiting can never use up the threads of a server. */
final class WaitingRoom {

    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final Semaphore free;

    WaitingRoom(int seats) {
        this.free = new Semaphore(seats);
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
            seated = free.tryAcquire();
            return seated;
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
                free.release();
            }
        }
    }
}
