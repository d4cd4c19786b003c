package io.github.idempotency.autoconfigure;

import io.github.idempotency.engine.EngineListener;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.store.IdempotencyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Makes engines and closes them at the right moment of a shutdown: when web servers, listeners and executors have come
 * to rest (they stop in higher phases), and while the connections of stores still work (they stop in phase 0, or with
 * their beans).
 */
final class EngineFactory implements SmartLifecycle, DisposableBean {

    static final int PHASE = 1_024;

    private final ConfigurableApplicationContext context;
    private final EngineSettings settings;
    private final EngineListener listener;
    private final List<IdempotencyEngine> engines = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    EngineFactory(ConfigurableApplicationContext context, EngineSettings settings, EngineListener listener) {
        this.context = context;
        this.settings = settings;
        this.listener = listener;
    }

    IdempotencyEngine create(IdempotencyStore store) {
        IdempotencyEngine engine = new IdempotencyEngine(store, settings, listener);
        engines.add(engine);
        return engine;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        // A context that is only stopped or paused may be started again, and closing is final.
        if (context.isClosed()) {
            destroy();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Closes the engines of a context that never came to run, or again, which is harmless. */
    @Override
    public void destroy() {
        engines.forEach(IdempotencyEngine::close);
    }
}
