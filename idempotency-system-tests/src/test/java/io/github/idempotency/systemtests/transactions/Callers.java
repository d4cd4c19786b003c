package io.github.idempotency.systemtests.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Callers on this thread, on another, or on many. */
final class Callers {

    private static final int MANY = 12;

    private Callers() {}

    static Rejection rejection(Callable<?> call) {
        try {
            call.call();
        } catch (CallRejectedException e) {
            return e.rejection();
        } catch (Exception e) {
            throw new AssertionError("another failure", e);
        }
        throw new AssertionError("The call was not refused");
    }

    static <T> List<T> together(Callable<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(Collections.nCopies(MANY, call))) {
                answers.add(each.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    static <T> T elsewhere(Callable<T> call) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(call).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            thread.shutdownNow();
        }
    }

    static <T> T unchecked(Callable<T> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static void await(CountDownLatch latch) {
        assertThat(unchecked(() -> latch.await(30, TimeUnit.SECONDS))).isTrue();
    }

    static void pause(long millis) {
        unchecked(() -> {
            Thread.sleep(millis);
            return null;
        });
    }
}
