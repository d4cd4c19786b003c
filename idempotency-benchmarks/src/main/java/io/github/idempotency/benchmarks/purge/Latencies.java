package io.github.idempotency.benchmarks.purge;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;

/** How long calls took. Thread-safe. */
final class Latencies {

    private final LongStream.Builder nanos = LongStream.builder();

    synchronized void add(long duration) {
        nanos.add(duration);
    }

    /** Ends the recording. */
    synchronized Distribution distribution() {
        long[] sorted = nanos.build().toArray();
        Arrays.sort(sorted);
        return new Distribution(sorted);
    }

    /** Sorted durations. */
    static final class Distribution {

        private final long[] sorted;

        private Distribution(long[] sorted) {
            this.sorted = sorted;
        }

        /** In milliseconds. */
        double percentile(double share) {
            if (sorted.length == 0) {
                return Double.NaN;
            }
            int index = (int) Math.ceil(share * sorted.length) - 1;
            return sorted[Math.max(0, index)] / 1e6;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "p50 %6.2f ms  p95 %6.2f ms  p99 %6.2f ms  max %7.2f ms  (%d calls)",
                    percentile(0.5),
                    percentile(0.95),
                    percentile(0.99),
                    percentile(1),
                    sorted.length);
        }
    }
}
