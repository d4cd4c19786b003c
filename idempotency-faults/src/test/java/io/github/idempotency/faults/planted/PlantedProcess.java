package io.github.idempotency.faults.planted;

import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.faults.history.History;
import io.github.idempotency.faults.history.Outage;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.StoreUnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * A process that can be frozen and can crash: an engine of its own, whose way to the store is blocked or cut, and a gate
 * its threads pass between two steps of their work.
 */
final class PlantedProcess implements AutoCloseable {

    private static final EngineSettings SETTINGS =
            new EngineSettings(Duration.ofMillis(200), Duration.ofMinutes(5), 10, 100);

    private final String name;
    private final History history;
    private final IdempotencyEngine engine;
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch running = new CountDownLatch(0);
    private volatile boolean crashed;
    private volatile long frozenNanos;

    PlantedProcess(String name, IdempotencyStore store, History history) {
        this.name = name;
        this.history = history;
        this.engine = new IdempotencyEngine(wayTo(store), SETTINGS, event -> {});
    }

    String name() {
        return name;
    }

    IdempotencyEngine engine() {
        return engine;
    }

    void freeze() {
        frozenNanos = System.nanoTime();
        running = new CountDownLatch(1);
    }

    void thaw() {
        running.countDown();
        history.add(new Outage(name, "frozen", frozenNanos, System.nanoTime()));
    }

    void crash() {
        history.add(new Outage(name, "crashed", System.nanoTime(), System.nanoTime()));
        crashed = true;
    }

    /** Keeps something for a time when there is less to do. */
    void postpone(Runnable work) {
        later.add(work);
    }

    /** Now there is less to do. */
    void catchUp() {
        for (Runnable work = later.poll(); work != null; work = later.poll()) {
            step();
            work.run();
        }
    }

    /** Goes on when the process does. */
    void step() {
        try {
            running.await();
        } catch (InterruptedException e) {
            throw new Crash();
        }
        if (crashed) {
            throw new Crash();
        }
    }

    private IdempotencyStore wayTo(IdempotencyStore store) {
        return (IdempotencyStore) Proxy.newProxyInstance(
                IdempotencyStore.class.getClassLoader(),
                new Class<?>[] {IdempotencyStore.class},
                (self, verb, args) -> {
                    try {
                        step();
                    } catch (Crash e) {
                        throw new StoreUnavailableException("The process has crashed", e);
                    }
                    try {
                        return verb.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() {
        running.countDown();
        engine.close();
    }
}
