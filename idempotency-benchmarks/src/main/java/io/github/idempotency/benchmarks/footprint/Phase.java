package io.github.idempotency.benchmarks.footprint;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Does something many times, and prints what one time came to. */
final class Phase {

    /** What is measured. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final Keeper keeper;

    Phase(Keeper keeper) {
        this.keeper = keeper;
    }

    void run(String what, int times, Work work) throws Exception {
        keeper.rest();
        Map<String, Double> before = keeper.figures();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        Map<String, Double> after = keeper.figures();
        System.out.printf(Locale.ROOT, "%n%s: %,d in %.1f s, %,.0f a second%n", what, times, seconds, times / seconds);
        after.forEach((name, value) -> System.out.printf(
                Locale.ROOT, "  %-34s %,12.1f%n", name, (value - before.getOrDefault(name, 0.0)) / times));
    }
}
