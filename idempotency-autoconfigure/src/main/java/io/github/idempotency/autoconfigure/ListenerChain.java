package io.github.idempotency.autoconfigure;

import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.engine.EngineListener;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every listener, whatever the others do. */
final class ListenerChain implements EngineListener {

    private static final Logger log = LoggerFactory.getLogger(ListenerChain.class);

    private final Supplier<List<EngineListener>> listeners;

    /** @param listeners fetched with the first event, because a listener may itself need an engine */
    ListenerChain(Supplier<List<EngineListener>> listeners) {
        this.listeners = new Lazy<>(listeners);
    }

    @Override
    public void onEvent(EngineEvent event) {
        for (EngineListener listener : listeners.get()) {
            try {
                listener.onEvent(event);
            } catch (Throwable e) {
                // Whatever becomes of a listener, it does not decide over a call.
                log.warn("{} failed on {}; the call goes on. Mend the listener.", listener, event, e);
            }
        }
    }
}
