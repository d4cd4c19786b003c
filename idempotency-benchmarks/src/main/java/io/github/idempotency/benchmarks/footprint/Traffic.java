package io.github.idempotency.benchmarks.footprint;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.codec.RecordedPayload;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Calls to a store as the engine makes them, one after the other by each of several callers. */
final class Traffic {

    private static final String OPERATION = "POST /payments";
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration DAY = Duration.ofDays(1);

    private final IdempotencyStore store;
    private final Options options;
    private final AtomicInteger next = new AtomicInteger();

    Traffic(IdempotencyStore store, Options options) {
        this.store = store;
        this.options = options;
    }

    /** Calls with new keys, from claim to completion. Returns the number of the first. */
    int settle(int count) throws Exception {
        return settle(count, DAY);
    }

    int settle(int count, Duration retention) throws Exception {
        int first = next.getAndAdd(count);
        each(count, i -> {
            int number = first + i;
            if (!(store.claim(request(number, DAY)) instanceof Claim.Granted granted)
                    || !store.complete(granted.lease(), outcome(number), retention)) {
                throw new IllegalStateException("Record " + number + " could not be settled");
            }
        });
        return first;
    }

    /** Calls with new keys that are under way, and stay so. */
    void claim(int count) throws Exception {
        int first = next.getAndAdd(count);
        each(count, i -> store.claim(request(first + i, DAY)));
    }

    /** Calls with keys that are settled. */
    void repeat(int first, int count) throws Exception {
        each(count, i -> {
            if (!(store.claim(request(first + i, DAY)) instanceof Claim.Settled)) {
                throw new IllegalStateException("Record " + (first + i) + " is not settled");
            }
        });
    }

    private static ClaimRequest request(int number, Duration retention) {
        UUID key = new UUID(number, 7);
        return new ClaimRequest(
                key("" + key),
                Owner.next(),
                Fingerprint.of("POST", "/payments", key.toString()),
                OPERATION,
                LEASE,
                retention,
                true);
    }

    static IdempotencyKey key(String name) {
        return IdempotencyKey.of("http", "shop", "", "customer", name);
    }

    /** What the engine hands to the store. */
    private Outcome outcome(int number) {
        byte[] content = TypicalAnswers.response(number, options.body()).encode();
        return Outcome.result(new RecordedPayload(content, null).encode(options.compressAbove()));
    }

    /** How many bytes the answers have as they are recorded, on average. */
    double answerBytes() {
        int sample = 1_000;
        long bytes = 0;
        for (int i = 0; i < sample; i++) {
            bytes += outcome(i).payload().length;
        }
        return (double) bytes / sample;
    }

    private void each(int count, IntConsumer call) throws Exception {
        AtomicInteger counter = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(options.threads());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < options.threads(); i++) {
                running.add(callers.submit(() -> {
                    for (int n = counter.getAndIncrement(); n < count; n = counter.getAndIncrement()) {
                        call.accept(n);
                    }
                }));
            }
            for (Future<?> caller : running) {
                caller.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }
}
