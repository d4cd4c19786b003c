package io.github.idempotency.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers events; a listener that throws must not decide over a call. */
final class Events {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyEngine.class);

    private final EngineListener listener;

    Events(EngineListener listener) {
        this.listener = listener;
    }

    void publish(EngineEvent event) {
        try {
            listener.onEvent(event);
        } catch (Throwable e) {
            log.warn("An idempotency listener failed on {}; the call goes on. Mend the listener.", event, e);
        }
    }
}
