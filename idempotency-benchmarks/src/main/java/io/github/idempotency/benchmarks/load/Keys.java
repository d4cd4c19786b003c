package io.github.idempotency.benchmarks.load;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Which keys clients send. */
enum Keys {
    /** Every request is a new payment. */
    NEW {
        @Override
        String next(String run, AtomicLong counter) {
            return UUID.randomUUID().toString();
        }
    },
    /** Every request repeats one of a thousand that have been answered. */
    DUPLICATE {
        @Override
        String next(String run, AtomicLong counter) {
            return run + "-" + counter.getAndIncrement() % DISTINCT;
        }
    };

    static final int DISTINCT = 1_000;

    abstract String next(String run, AtomicLong counter);
}
