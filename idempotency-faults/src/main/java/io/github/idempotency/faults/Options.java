package io.github.idempotency.faults;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to run.
 *
 * @param product {@code redis}, {@code postgresql} or {@code postgresql-same}
 * @param seconds how long at most, not counting the closing round
 * @param seed of everything that is drawn by lot
 * @param requests if not 0, the run may end as soon as so many were sent and the faults are reached, too
 * @param faults if not 0, the run may end as soon as so many were brought about and the requests are reached, too
 * @param processes how many application processes
 * @param clients how many clients at once
 * @param gapMillis how long after one fault the next begins, on average
 * @param history where the history is written, if anywhere
 * @param clockLibrary libfaketime, if the clock of one process is to be wrong
 * @param ownAnswers whether an owner that was replaced may tell its client what it did itself, instead of the recorded answer
 */
record Options(
        String product,
        int seconds,
        long seed,
        long requests,
        int faults,
        int processes,
        int clients,
        int gapMillis,
        @Nullable Path history,
        @Nullable Path clockLibrary,
        boolean ownAnswers) {

    private static final List<String> PRODUCTS = List.of("redis", "postgresql", "postgresql-same");
    private static final String USAGE =
            "Wanted: --product redis|postgresql|postgresql-same [--seconds 600] [--seed 1] [--requests 1000000]"
                    + " [--faults 500] [--processes 2|3] [--clients 24] [--gap 1500] [--history file]"
                    + " [--faketime libfaketimeMT.so.1] [--own-answers true]";

    static Options parse(String... arguments) {
        Options options = new Options("", 600, 1, 0, 0, 2, 24, 1_500, null, null, false);
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(USAGE);
            }
            options = options.with(arguments[i], arguments[i + 1]);
        }
        if (!PRODUCTS.contains(options.product)) {
            throw new IllegalArgumentException(USAGE);
        }
        return options;
    }

    Options with(String option, String value) {
        if (!USAGE.contains(option + " ")) {
            throw new IllegalArgumentException(USAGE);
        }
        return new Options(
                option.equals("--product") ? value : product,
                option.equals("--seconds") ? Integer.parseInt(value) : seconds,
                option.equals("--seed") ? Long.parseLong(value) : seed,
                option.equals("--requests") ? Long.parseLong(value) : requests,
                option.equals("--faults") ? Integer.parseInt(value) : faults,
                option.equals("--processes") ? Integer.parseInt(value) : processes,
                option.equals("--clients") ? Integer.parseInt(value) : clients,
                option.equals("--gap") ? Integer.parseInt(value) : gapMillis,
                option.equals("--history") ? Path.of(value) : history,
                option.equals("--faketime") ? Path.of(value) : clockLibrary,
                option.equals("--own-answers") ? Boolean.parseBoolean(value) : ownAnswers);
    }

    boolean same() {
        return product.equals("postgresql-same");
    }

    boolean hasGoals() {
        return requests > 0 || faults > 0;
    }

    /** Whether everything that was asked for is reached. */
    boolean reached(long sent, int broughtAbout) {
        return sent >= requests && broughtAbout >= faults;
    }
}
