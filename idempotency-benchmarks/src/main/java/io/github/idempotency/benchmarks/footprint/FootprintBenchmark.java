package io.github.idempotency.benchmarks.footprint;

import io.github.idempotency.store.ExpiredRecordCleaner;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Fills a store and prints what every record has cost, in each of its states. See {@link Options} for the arguments. */
public final class FootprintBenchmark {

    /** So few that hardly two of them meet on one page of an index. */
    private static final int AFTER_REST = 1_000;

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final int PURGE_BATCH = 500;

    private final Options options;
    private final Keeper keeper;
    private final Traffic traffic;
    private final Phase phase;

    private FootprintBenchmark(Options options, Keeper keeper) {
        this.options = options;
        this.keeper = keeper;
        this.traffic = new Traffic(keeper.store(), options);
        this.phase = new Phase(keeper);
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(arguments);
        System.out.println(
                Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, " + options);
        try (Keeper keeper = keeper(options)) {
            new FootprintBenchmark(options, keeper).run();
        }
    }

    private static Keeper keeper(Options options) throws Exception {
        return switch (options.product()) {
            case "redis" -> RedisKeeper.start();
            case "postgresql" -> PostgresKeeper.start(options.threads());
            case "mariadb" -> MariaDbKeeper.start(options.threads());
            case "memory" -> MemoryKeeper.start();
            default -> throw new IllegalArgumentException("There is no store '" + options.product() + "' to measure");
        };
    }

    private void run() throws Exception {
        System.out.printf(Locale.ROOT, "an answer as recorded: %.1f bytes%n", traffic.answerBytes());
        traffic.settle(AFTER_REST);
        int records = options.records();
        int fewer = options.fewer();
        int[] first = new int[1];
        phase.run("new keys, claimed and settled", records, () -> first[0] = traffic.settle(records));
        keeper.remarks().forEach(System.out::println);
        phase.run("duplicates", fewer, () -> traffic.repeat(first[0], fewer));
        phase.run("new keys, claimed only", fewer, () -> traffic.claim(fewer));
        if (keeper.store() instanceof ExpiredRecordCleaner cleaner) {
            phase.run("new keys, the first after a checkpoint", AFTER_REST, () -> traffic.settle(AFTER_REST));
            turnOver(cleaner, fewer);
        }
    }

    /** Whether the space of what has expired is used again. */
    private void turnOver(ExpiredRecordCleaner cleaner, int count) throws Exception {
        for (int round = 1; round <= 2; round++) {
            phase.run("round " + round + ", short-lived keys", count, () -> traffic.settle(count, SHORT));
            TimeUnit.SECONDS.sleep(1);
            phase.run("round " + round + ", removed", count, () -> {
                while (cleaner.removeExpired(PURGE_BATCH) == PURGE_BATCH) {
                    // The next ones.
                }
            });
            keeper.rest();
            keeper.remarks().forEach(System.out::println);
        }
    }
}
