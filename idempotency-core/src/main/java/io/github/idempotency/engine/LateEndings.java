package io.github.idempotency.engine;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

    private static final long HURRY_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    /**
     * One call to the store. Two are never the same, whatever they do.
     *
     * @param operation for messages
     * @param key for messages
     * @param attempt one try; throws {@link StoreUnavailableException} while the store is not there
     * @param hopeless whether to give up
     * @param done told the last word, {@link Ending#ABANDONED} if it was given up
     * @param answers what the call asked for whose outcome this task records; {@code null} if it records none, so that
     *     nobody needs to wait for it
     * @param bytes of the outcome, as granted by {@link #reserve}
     */
    record Task(
            String operation,
            IdempotencyKey key,
            Supplier<Ending> attempt,
            BooleanSupplier hopeless,
            Consumer<Ending> done,
            @Nullable Fingerprint answers,
            long bytes) {}

    /** A task, and the permission to try it. */
    private record Pending(Task task, Semaphore turn) {}

    private final ScheduledExecutorService scheduler;
    private final Semaphore room;
    private final Duration patience;
    private final AtomicLong freeBytes;
    private final Map<Task, Pending> pending = new ConcurrentHashMap<>();
    private final Map<IdempotencyKey, Pending> outcomes = new ConcurrentHashMap<>();
    private final AtomicLong hurriedNanos = new AtomicLong(System.nanoTime() - HURRY_INTERVAL_NANOS);

    /**
     * @param limit how many tasks may wait at the same time
     * @param byteLimit how many bytes of outcomes may wait at the same time
     * @param storeTimeout how long one try may take; closing starts no more of them after that time
     */
    LateEndings(String threadName, int limit, long byteLimit, Duration storeTimeout) {
        this.scheduler = BackgroundThreads.scheduler(threadName, 1);
        this.room = new Semaphore(limit);
        this.freeBytes = new AtomicLong(byteLimit);
        this.patience = storeTimeout;
    }

    /**
     * Makes room for the outcome of a task to be added; whether it is then accepted or not, the room is given back.
     *
     * @return {@code false} if there is none: the task must do without these bytes
     */
    boolean reserve(long bytes) {
        // In one step: bytes taken for a moment and given back would be missing to others in between.
        return freeBytes.getAndUpdate(free -> free >= bytes ? free - bytes : free) >= bytes;
    }

    /** @return whether the task was accepted; {@code false} if too many wait already or the engine is closed */
    boolean add(Task task) {
        if (!room.tryAcquire()) {
            freeBytes.addAndGet(task.bytes());
            return false;
        }
        Pending added = new Pending(task, new Semaphore(1));
        // In this order, or else one that is settled at once would stay behind.
        if (task.answers() != null) {
            outcomes.put(task.key(), added);
        }
        pending.put(task, added);
        // Closing may have come in between and have dealt with it.
        return schedule(added, FIRST_PAUSE_MILLIS) || !take(added);
    }

    /**
     * What the call with this key asked for whose outcome waits here, or {@code null} if none does. For one that asked
     * for the same, recording is tried first, once.
     */
    @Nullable
    Fingerprint awaited(IdempotencyKey key, Fingerprint asked) {
        if (outcomes.isEmpty()) {
            return null;
        }
        Pending found = outcomes.get(key);
        if (found == null) {
            return null;
        }
        Fingerprint answers = found.task().answers();
        return answers != null && answers.equals(asked) && tryOnce(found, 0) ? null : answers;
    }

    /** The store has answered something: what waits is tried soon. Costs nothing while nothing waits. */
    void hurry() {
        if (pending.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        long last = hurriedNanos.get();
        if (now - last < HURRY_INTERVAL_NANOS || !hurriedNanos.compareAndSet(last, now)) {
            return;
        }
        try {
            scheduler.execute(this::tryAll);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            log.debug("Closed, or no thread to be had: the tries come in their own time");
        }
    }

    /** Tries all that waits, now. Returns whether nothing is left; {@code false} also if the time is over before. */
    boolean flush(Duration atMost) {
        try {
            // On the one thread there is, so that a try under way has ended, too, and was told of.
            scheduler.submit(this::tryAll).get(Nanos.of(atMost), TimeUnit.NANOSECONDS);
            return pending.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            return false;
        }
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
        for (Pending each : pending.values()) {
            long left = Nanos.of(patience) - (System.nanoTime() - start);
            if (left <= 0 || !tryOnce(each, left)) {
                finish(each, Ending.ABANDONED);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean schedule(Pending due, long pauseMillis) {
        try {
            scheduler.schedule(() -> run(due, pauseMillis), pauseMillis, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // Closed, or no thread to be had.
            return false;
        }
    }

    private void run(Pending due, long pauseMillis) {
        if (!pending.containsKey(due.task()) || tryOnce(due, 0)) {
            return;
        }
        if (due.task().hopeless().getAsBoolean()) {
            finish(due, Ending.ABANDONED);
        } else {
            // Refused only while closing, which then makes the last try.
            schedule(due, Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS));
        }
    }

    /** Stops at the first that fails: its own pauses are the measure then. */
    private void tryAll() {
        for (Pending each : pending.values()) {
            if (!tryOnce(each, 0)) {
                return;
            }
        }
    }

    /** @return whether it is settled; {@code false} also if another thread has been trying it for so long */
    private boolean tryOnce(Pending due, long waitNanos) {
        try {
            if (!due.turn().tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            return !pending.containsKey(due.task()) || tryNow(due);
        } finally {
            due.turn().release();
        }
    }

    private boolean tryNow(Pending due) {
        Task task = due.task();
        try {
            finish(due, task.attempt().get());
            return true;
        } catch (UnreadableRecordException e) {
            log.error("The record of {} (key {}) is unreadable", task.operation(), task.key(), e);
            finish(due, Ending.LOST);
            return true;
        } catch (Throwable e) {
            // Mostly a store that is still away. Anything else must not end the repeating either.
            return false;
        }
    }

    private void finish(Pending done, Ending ending) {
        if (take(done)) {
            done.task().done().accept(ending);
        }
    }

    private boolean take(Pending done) {
        Task task = done.task();
        boolean taken = pending.remove(task, done);
        if (taken) {
            outcomes.remove(task.key(), done);
            freeBytes.addAndGet(task.bytes());
            room.release();
        }
        return taken;
    }
}
