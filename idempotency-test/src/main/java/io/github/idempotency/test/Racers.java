package io.github.idempotency.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Threads that start at the same moment; closing ends them. */
final class Racers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int number;
    private final Duration patience;
    private final ExecutorService threads;

    Racers(int number) {
        this(number, PATIENCE);
    }

    /** @param patience how long all of them together may take */
    Racers(int number, Duration patience) {
        this.number = number;
        this.patience = patience;
        this.threads = Executors.newFixedThreadPool(number, task -> {
            Thread thread = new Thread(task, "racer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Lets every racer do its share at once and returns what they came to; the first error is thrown. */
    <T> List<T> race(IntFunction<? extends Callable<T>> shares) {
        CyclicBarrier start = new CyclicBarrier(number);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Callable<T> share = shares.apply(i);
            running.add(threads.submit(() -> {
                start.await(patience.toNanos(), TimeUnit.NANOSECONDS);
                return share.call();
            }));
        }
        long end = System.nanoTime() + patience.toNanos();
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(resultOf(each, end - System.nanoTime()));
        }
        return results;
    }

    /** Runs one task on a thread of its own and returns what it comes to. */
    static <T> T aside(Callable<T> task) {
        try (Racers one = new Racers(1)) {
            return one.race(i -> task).get(0);
        }
    }

    private <T> T resultOf(Future<T> future, long nanosLeft) {
        try {
            return future.get(nanosLeft, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for a racer", e);
        } catch (TimeoutException e) {
            throw new AssertionError("A call got no answer within " + patience, e);
        } catch (ExecutionException e) {
            throw new AssertionError("A racer failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
