package io.github.idempotency.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The short form: every kind of fault at least once on every product, and not one promise broken. {@code -Dfaults.seed}
 * repeats the faults and keys of a run, {@code -Dfaults.seconds} makes it longer.
 */
class FaultsIT {

    private static final long SEED = Long.getLong("faults.seed", 20_261_121);
    private static final int SECONDS = Integer.getInteger("faults.seconds", 0);
    private static final int LONGEST_SECONDS = 120;
    private static final int GAP_MILLIS = 800;
    private static final int FAULTS = 26;
    private static final int REQUESTS = 4_000;

    @Test
    void nothingIsLostOrDoneTwiceWithRedis() throws Exception {
        Result result = run("redis");
        assertBroken(result, EnumSet.allOf(FaultKind.class));
        assertOwnersVanished(result);
    }

    @Test
    void nothingIsLostOrDoneTwiceWithPostgres() throws Exception {
        Result result = run("postgresql");
        assertBroken(result, EnumSet.complementOf(EnumSet.of(FaultKind.FULL)));
        assertOwnersVanished(result);
    }

    @Test
    void nothingIsLostOrDoneTwiceInTheTransactionOfTheWork() throws Exception {
        Result result = run("postgresql-same");
        assertBroken(result, EnumSet.complementOf(EnumSet.of(FaultKind.FULL)));
    }

    private static Result run(String product) throws Exception {
        Path history = Path.of("target", "faults", product + ".history");
        Options options = Options.parse(
                "--product",
                product,
                "--seed",
                String.valueOf(SEED),
                "--gap",
                String.valueOf(GAP_MILLIS),
                "--own-answers",
                "true");
        options = SECONDS > 0
                ? options.with("--seconds", String.valueOf(SECONDS))
                : options.with("--seconds", String.valueOf(LONGEST_SECONDS))
                        .with("--faults", String.valueOf(FAULTS))
                        .with("--requests", String.valueOf(REQUESTS));
        Result result = FaultRun.run(options.with("--history", history.toString()));
        System.out.println(product + ", seed " + SEED + System.lineSeparator() + result);
        assertThat(result.report().clean())
                .as("seed %s, history in %s: %s", SEED, history, result.report())
                .isTrue();
        assertThat(result.report().counts().undecided()).isZero();
        assertThat(result.unsettled()).as("keys without a final answer").isZero();
        return result;
    }

    /** A run in which nothing happened proves nothing. */
    private static void assertBroken(Result result, Set<FaultKind> kinds) {
        assertThat(result.faults().injected()).containsOnlyKeys(kinds);
        assertThat(result.faults().failed()).isEmpty();
        assertThat(result.faults().struck().keySet())
                .contains(FaultKind.KILL_APP, FaultKind.FREEZE_APP, FaultKind.KILL_STORE)
                .anyMatch(FaultKind::hitsNetwork);
        assertThat(result.report().counts().outages()).isGreaterThanOrEqualTo(kinds.size());
        assertThat(result.tally().requests()).isGreaterThanOrEqualTo(REQUESTS);
        assertThat(result.tally().answers("201 executed")).isGreaterThan(REQUESTS / 10);
        assertThat(result.tally().answers("201 replayed")).isGreaterThan(REQUESTS / 10);
        assertThat(result.tally().answers("409 request-in-progress")).isPositive();
        assertThat(result.tally().answers("422 idempotency-key-reused")).isPositive();
        assertThat(result.tally().answers("503 store-unavailable")).isPositive();
        assertThat(result.tally().answers("none: connection lost")).isPositive();
        assertThat(result.tally().answers("none: hung up")).isPositive();
    }

    private static void assertOwnersVanished(Result result) {
        assertThat(result.repeatedTransfers() + result.tally().answers("409 outcome-unknown"))
                .as("takeovers and held keys")
                .isPositive();
    }
}
