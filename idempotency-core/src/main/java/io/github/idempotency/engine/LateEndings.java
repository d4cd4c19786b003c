package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.StoreException;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to the store that failed and are repeated in the background, with growing pauses, until answered or given up.
 * Each instance has a thread of its own, so that neither heartbeats nor other repetitions queue behind a store that hangs.
 */
final class LateEndings implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyEngine.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = Duration.ofSeconds(5).toMillis();

    /**
     * @param operation for messages
     * @param key for messages
     * @param attempt one try; throws {@link StoreUnavailableException} while the store is not there
     * @param hopeless whether to give up
     * @param done told the last word, {@link Ending#ABANDONED} if it was given up
     */
    record Task(
            String operation,
            IdempotencyKey key,
            Supplier<Ending> attempt,
            BooleanSupplier hopeless,
            Consumer<Ending> done) {}

    private final ScheduledExecutorService scheduler;
    private final int limit;
    private final Map<Task, Boolean> pending = new ConcurrentHashMap<>();

    LateEndings(String threadName, int limit) {
        this.scheduler = BackgroundThreads.scheduler(threadName, 1);
        this.limit = limit;
    }

    /** @return whether the task was accepted; {@code false} if too many wait already or the engine is closed */
    boolean add(Task task) {
        if (pending.size() >= limit) {
            return false;
        }
        pending.put(task, Boolean.TRUE);
        return schedule(task, FIRST_PAUSE_MILLIS);
    }

    /** One last try for each. */
    @Override
    public void close() {
        scheduler.shutdown();
        for (Task task : pending.keySet()) {
            if (!tryOnce(task)) {
                finish(task, Ending.ABANDONED);
            }
        }
    }

    private boolean schedule(Task task, long pauseMillis) {
        try {
            scheduler.schedule(() -> run(task, pauseMillis), pauseMillis, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            pending.remove(task);
            return false;
        }
    }

    private void run(Task task, long pauseMillis) {
        if (!pending.containsKey(task) || tryOnce(task)) {
            return;
        }
        if (task.hopeless().getAsBoolean()) {
            finish(task, Ending.ABANDONED);
        } else {
            schedule(task, Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS));
        }
    }

    private boolean tryOnce(Task task) {
        try {
            finish(task, task.attempt().get());
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        } catch (StoreException e) {
            log.error("The record of {} (key {}) is unreadable", task.operation(), task.key(), e);
            finish(task, Ending.LOST);
            return true;
        }
    }

    private void finish(Task task, Ending ending) {
        if (pending.remove(task) == null) {
            return;
        }
        task.done().accept(ending);
    }
}
