package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
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
     * One call to the store. Two are never the same, whatever they do.
     *
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
    private final Semaphore room;
    private final Duration patience;
    private final Set<Task> pending = ConcurrentHashMap.newKeySet();

    /**
     * @param limit how many tasks may wait at the same time
     * @param storeTimeout how long one try may take; closing starts no more of them after that time
     */
    LateEndings(String threadName, int limit, Duration storeTimeout) {
        this.scheduler = BackgroundThreads.scheduler(threadName, 1);
        this.room = new Semaphore(limit);
        this.patience = storeTimeout;
    }

    /** @return whether the task was accepted; {@code false} if too many wait already or the engine is closed */
    boolean add(Task task) {
        if (!room.tryAcquire()) {
            return false;
        }
        pending.add(task);
        // Closing may have come in between and have dealt with it.
        return schedule(task, FIRST_PAUSE_MILLIS) || !take(task);
    }

    /** One last try for each while there is time; what then is left is given up. */
    @Override
    public void close() {
        // What has happened is to be recorded, also where an interrupt made the process stop.
        boolean interrupted = Thread.interrupted();
        scheduler.shutdown();
        // A try that is under way must not be made twice at the same time.
        BackgroundThreads.await(scheduler, patience);
        interrupted |= Thread.interrupted();
        long start = System.nanoTime();
        for (Task task : pending) {
            boolean late = System.nanoTime() - start >= Nanos.of(patience);
            if (late || !tryOnce(task)) {
                finish(task, Ending.ABANDONED);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean schedule(Task task, long pauseMillis) {
        try {
            scheduler.schedule(() -> run(task, pauseMillis), pauseMillis, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void run(Task task, long pauseMillis) {
        if (!pending.contains(task) || tryOnce(task)) {
            return;
        }
        if (task.hopeless().getAsBoolean()) {
            finish(task, Ending.ABANDONED);
        } else {
            // Refused only while closing, which then makes the last try.
            schedule(task, Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS));
        }
    }

    private boolean tryOnce(Task task) {
        try {
            finish(task, task.attempt().get());
            return true;
        } catch (UnreadableRecordException e) {
            log.error("The record of {} (key {}) is unreadable", task.operation(), task.key(), e);
            finish(task, Ending.LOST);
            return true;
        } catch (Throwable e) {
            // Mostly a store that is still away. Anything else must not end the repeating either.
            return false;
        }
    }

    private void finish(Task task, Ending ending) {
        if (take(task)) {
            task.done().accept(ending);
        }
    }

    private boolean take(Task task) {
        boolean taken = pending.remove(task);
        if (taken) {
            room.release();
        }
        return taken;
    }
}
