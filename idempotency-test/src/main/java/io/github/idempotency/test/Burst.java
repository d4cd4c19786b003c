package io.github.idempotency.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

/**
 * Identical calls made at the same moment, as impatient clients and retrying queues make them.
 *
 * <pre>{@code
 * BurstResults<Receipt> results = Burst.of(20).call(() -> payments.charge(order)).allReturned();
 * assertThat(results.distinctValues()).hasSize(1);
 * }</pre>
 *
 * Every call has a thread of its own, and all threads are released together. Immutable and thread-safe.
 */
public final class Burst {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int size;
    private final Duration patience;

    private Burst(int size, Duration patience) {
        this.size = size;
        this.patience = patience;
    }

    /**
     * So many calls at once, which have 30 seconds to end.
     *
     * @throws IllegalArgumentException if there are fewer than two
     */
    public static Burst of(int size) {
        if (size < 2) {
            throw new IllegalArgumentException("A burst has at least two calls, not " + size);
        }
        return new Burst(size, PATIENCE);
    }

    /** With another time for all calls to end. */
    public Burst within(Duration atMost) {
        return new Burst(size, atMost);
    }

    /**
     * Makes the calls and waits for all of them.
     *
     * @return what they returned and threw; what is to come of failures is up to the test, see {@link
     *     BurstResults#allReturned}
     * @throws AssertionError if a call throws one, with those of other calls as suppressed ones; or if a call does not end
     *     in time, whose thread is interrupted
     */
    public <T> BurstResults<T> call(Callable<? extends T> call) {
        return callEach(number -> call);
    }

    /** The same with calls that differ, from number 0 to one less than the size of the burst. */
    public <T> BurstResults<T> callEach(IntFunction<? extends Callable<? extends T>> calls) {
        List<T> values = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        try (Racers racers = new Racers(size, patience)) {
            for (Attempt<T> attempt : racers.<Attempt<T>>race(number -> attempt(calls.apply(number)))) {
                if (attempt instanceof Attempt.Value<T> it) {
                    values.add(it.value());
                } else if (attempt instanceof Attempt.Failure<T> it) {
                    failures.add(it.failure());
                }
            }
        }
        rethrowAssertions(failures);
        return new BurstResults<>(values, failures);
    }

    private static void rethrowAssertions(List<Throwable> failures) {
        List<Throwable> failed = failures.stream()
                .filter(AssertionError.class::isInstance)
                .distinct()
                .toList();
        if (!failed.isEmpty()) {
            AssertionError first = (AssertionError) failed.get(0);
            failed.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private static <T> Callable<Attempt<T>> attempt(Callable<? extends T> call) {
        return () -> {
            try {
                return new Attempt.Value<>(call.call());
            } catch (Throwable e) {
                return new Attempt.Failure<>(e);
            }
        };
    }

    private sealed interface Attempt<T> {

        record Value<T>(T value) implements Attempt<T> {}

        record Failure<T>(Throwable failure) implements Attempt<T> {}
    }
}
