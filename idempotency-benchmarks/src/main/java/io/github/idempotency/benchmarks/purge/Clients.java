package io.github.idempotency.benchmarks.purge;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Claim and complete at a steady rate: new keys, and now and then one of which an expired record is still there or has
 * just been removed. Who is late makes the next call at once.
 */
final class Clients {

    private static final int THREADS = 4;
    private static final int EXPIRED_ONE_IN = 20;
    private static final Duration RETENTION = Duration.ofHours(1);
    private static final Outcome OUTCOME = Outcome.result(new byte[400]);

    private final IdempotencyStore store;
    private final long intervalNanos;
    private final int expired;
    private final Set<IdempotencyKey> claimed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Latencies samples = new Latencies();
    private volatile boolean done;

    /** @param rate claims a second, of all of them together */
    Clients(IdempotencyStore store, int rate, int expired) {
        this.store = store;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) * THREADS / rate;
        this.expired = expired;
    }

    void start() {
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::work, "client-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    void stop() throws InterruptedException {
        done = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Where measurements go from now on. */
    void measureInto(Latencies latencies) {
        samples = latencies;
    }

    /** How many records of theirs have to be there at the end. */
    int completed() {
        return completed.get();
    }

    /** Claims and completions that threw, or were refused although nobody else had the key. */
    int failed() {
        return failed.get();
    }

    private void work() {
        SplittableRandom random = new SplittableRandom();
        long due = System.nanoTime() + random.nextLong(intervalNanos);
        while (!done) {
            due += intervalNanos / 2 + random.nextLong(intervalNanos);
            for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
                LockSupport.parkNanos(rest);
            }
            boolean again = random.nextInt(EXPIRED_ONE_IN) == 0;
            execute(
                    again
                            ? Records.expired(random.nextInt(expired))
                            : IdempotencyKey.of("new", UUID.randomUUID().toString()));
        }
    }

    private void execute(IdempotencyKey key) {
        if (!claimed.add(key)) {
            return;
        }
        ClaimRequest request = new ClaimRequest(
                key, Owner.next(), Fingerprint.of("asked"), "POST /payments", Duration.ofMinutes(1), RETENTION, true);
        try {
            long start = System.nanoTime();
            Claim claim = store.claim(request);
            samples.add(System.nanoTime() - start);
            boolean recorded =
                    claim instanceof Claim.Granted granted && store.complete(granted.lease(), OUTCOME, RETENTION);
            (recorded ? completed : failed).incrementAndGet();
        } catch (RuntimeException e) {
            if (failed.incrementAndGet() == 1) {
                System.out.println("The first claim or completion that failed: " + e);
            }
        }
    }
}
