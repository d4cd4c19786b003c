package io.github.idempotency.autoconfigure;

import io.github.idempotency.engine.CallObserver;
import io.github.idempotency.engine.EngineListener;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.SettledRecords;
import io.github.idempotency.spring.health.StorePulses;
import io.github.idempotency.store.IdempotencyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
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

    private static final Logger log = LoggerFactory.getLogger(EngineFactory.class);

    private final ConfigurableApplicationContext context;
    private final EngineSettings settings;
    private final EngineListener listener;
    private final String namespace;
    private final List<IdempotencyEngine> engines = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    EngineFactory(
            ConfigurableApplicationContext context,
            EngineSettings settings,
            EngineListener listener,
            String namespace) {
        this.context = context;
        this.settings = settings;
        this.listener = listener;
        this.namespace = namespace;
    }

    IdempotencyEngine create(IdempotencyStore store) {
        if (namespace.isEmpty() && store.traits().shared()) {
            log.warn(
                    "Idempotency keys in the store '{}' have no namespace: another application in the same store would"
                            + " answer with this one's records. Set spring.application.name or idempotency.namespace.",
                    store.traits().name());
        }
        IdempotencyEngine engine = new IdempotencyEngine(store, settings, listener(store), observer(), near(store));
        engines.add(engine);
        return engine;
    }

    private EngineListener listener(IdempotencyStore store) {
        StorePulses pulses = context.getBeanProvider(StorePulses.class, false).getIfAvailable();
        return pulses == null ? listener : pulses.around(store, listener);
    }

    /** What is in the memory of this process anyway is not kept there twice. */
    private @Nullable SettledRecords near(IdempotencyStore store) {
        NearCaches caches = context.getBeanProvider(NearCaches.class, false).getIfAvailable();
        return caches == null || !store.traits().shared()
                ? null
                : caches.of(store.traits().name());
    }

    /** Fetched with the first call, because an observer may itself need beans that need an engine. */
    private @Nullable CallObserver observer() {
        if (BeanFactoryUtils.beanNamesForTypeIncludingAncestors(context, CallObserver.class, true, false).length == 0) {
            return null;
        }
        Lazy<CallObserver> observer = new Lazy<>(() -> context.getBean(CallObserver.class));
        return call -> observer.get().begin(call);
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
