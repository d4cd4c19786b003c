package io.github.idempotency.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Some clients, each sending one request after the other to one application for a while. */
final class Round {

    private static final String BODY = "{\"reference\":\"invoice-17\",\"amount\":49.90}";

    private final Target target;
    private final Keys keys;
    private final int clients;
    private final String run;
    private final AtomicLong counter = new AtomicLong();

    /** @param run begins the keys of duplicates */
    Round(Target target, Keys keys, int clients, String run) {
        this.target = target;
        this.keys = keys;
        this.clients = clients;
        this.run = run;
    }

    /** Answers every key that duplicates will repeat. */
    void prepare() throws IOException {
        if (keys == Keys.DUPLICATE) {
            try (HttpConnection connection = new HttpConnection(target.address())) {
                for (int i = 0; i < Keys.DISTINCT; i++) {
                    connection.pay(keys.next(run, counter), BODY);
                }
            }
        }
    }

    Result run(long nanos) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long start = System.nanoTime();
            List<Callable<long[]>> work = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                work.add(() -> client(start + nanos));
            }
            LongStream all = LongStream.empty();
            for (Future<long[]> done : threads.invokeAll(work)) {
                all = LongStream.concat(all, Arrays.stream(done.get()));
            }
            long[] sorted = all.sorted().toArray();
            return new Result(sorted, System.nanoTime() - start);
        } finally {
            threads.shutdownNow();
        }
    }

    private long[] client(long end) throws IOException {
        LongStream.Builder latencies = LongStream.builder();
        try (HttpConnection connection = new HttpConnection(target.address())) {
            for (long before = System.nanoTime(); before < end; ) {
                int status = connection.pay(keys.next(run, counter), BODY);
                if (status != 201) {
                    throw new IOException(target.name() + " answered " + status + " instead of 201");
                }
                long after = System.nanoTime();
                latencies.add(after - before);
                before = after;
            }
        }
        return latencies.build().toArray();
    }

    /**
     * What one round has shown.
     *
     * @param sorted how long each request took, in nanoseconds, the shortest first
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Result(long[] sorted, long elapsedNanos) {

        int requests() {
            return sorted.length;
        }

        double perSecond() {
            return requests() * 1e9 / elapsedNanos;
        }

        /** In milliseconds. */
        double percentile(double share) {
            return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
        }
    }
}
