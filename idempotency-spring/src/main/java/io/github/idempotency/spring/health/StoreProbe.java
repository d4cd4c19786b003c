package io.github.idempotency.spring.health;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store for a record that is never there. On a thread of its own, because the caller's may be in a transaction and
 * is not to wait longer than the timeout; only one at a time, however many callers there are. Thread-safe.
 */
final class StoreProbe {

    private static final IdempotencyKey NOBODYS = IdempotencyKey.of("idempotency", "health");
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final RecordInspector store;
    private final StorePulse pulse;
    private final long timeoutMillis;
    private final AtomicReference<@Nullable CompletableFuture<Void>> running = new AtomicReference<>();

    StoreProbe(RecordInspector store, StorePulse pulse, Duration timeout) {
        this.store = store;
        this.pulse = pulse;
        this.timeoutMillis = timeout.compareTo(LONGEST) < 0 ? timeout.toMillis() : LONGEST.toMillis();
    }

    /** What kept the store from answering; empty if it answers. */
    Optional<Throwable> failure() {
        try {
            question().get(timeoutMillis, TimeUnit.MILLISECONDS);
            pulse.answer();
            return Optional.empty();
        } catch (ExecutionException e) {
            pulse.failure();
            return Optional.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            pulse.failure();
            return Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(e);
        }
    }

    private CompletableFuture<Void> question() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> others = running.compareAndExchange(null, mine);
        if (others != null) {
            return others;
        }
        Thread thread = new Thread(() -> ask(mine), "idempotency-health");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (Throwable e) {
            // No threads left: nobody will answer, and the next one may ask again.
            answer(mine, e);
        }
        return mine;
    }

    private void ask(CompletableFuture<Void> question) {
        @Nullable Throwable failure = null;
        try {
            store.find(NOBODYS);
        } catch (UnreadableRecordException e) {
            // Whatever it is, the store handed it out.
        } catch (Throwable e) {
            failure = e;
        }
        answer(question, failure);
    }

    private void answer(CompletableFuture<Void> question, @Nullable Throwable failure) {
        running.set(null);
        if (failure == null) {
            question.complete(null);
        } else {
            question.completeExceptionally(failure);
        }
    }
}
