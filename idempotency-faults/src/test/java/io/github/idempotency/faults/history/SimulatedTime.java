package io.github.idempotency.faults.history;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Runs events one after the other at times of their own, so that a seed repeats everything. Times are nanoseconds. */
final class SimulatedTime {

    static final long MILLI = 1_000_000;

    private record Event(long nanos, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::order));
    private final Random random;
    private long order;
    private long now = MILLI;

    SimulatedTime(long seed) {
        random = new Random(seed);
    }

    long now() {
        return now;
    }

    /** A duration between these milliseconds. */
    long between(int shortest, int longest) {
        return shortest * MILLI + (long) (random.nextDouble() * (longest - shortest) * MILLI);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int pick(int bound) {
        return random.nextInt(bound);
    }

    void in(long nanos, Runnable action) {
        events.add(new Event(now + nanos, order++, action));
    }

    void runToTheEnd() {
        for (Event next = events.poll(); next != null; next = events.poll()) {
            now = next.nanos();
            next.action().run();
        }
    }

    void pass(long nanos) {
        now += nanos;
    }
}
