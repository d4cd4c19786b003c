package io.github.idempotency.engine;

import io.github.idempotency.IdempotencyKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers events; a listener or observer that throws must not decide over a call. */
final class Events {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyEngine.class);

    private final EngineListener listener;
    private final @Nullable CallObserver observer;
    private final String store;

    /**
     * @param observer {@code null} if nobody watches single calls
     * @param store the name of the engine's store
     */
    Events(EngineListener listener, @Nullable CallObserver observer, String store) {
        this.listener = listener;
        this.observer = observer;
        this.store = store;
    }

    /** A call begins; what is published about it from now on goes through its watch. */
    CallWatch watch(String operation, @Nullable IdempotencyKey key) {
        CallObserver watching = observer;
        if (watching == null) {
            return new CallWatch(this, null);
        }
        Supplier<@Nullable CallObservation> begin = () -> watching.begin(new ObservedCall(operation, key, store));
        return new CallWatch(this, guarded(begin, "a new call"));
    }

    void publish(EngineEvent event) {
        guarded(
                () -> {
                    listener.onEvent(event);
                    return null;
                },
                event);
    }

    static <T> @Nullable T guarded(Supplier<? extends @Nullable T> told, Object what) {
        try {
            return told.get();
        } catch (Throwable e) {
            log.warn("An idempotency listener failed on {}; the call goes on. Mend the listener.", what, e);
            return null;
        }
    }
}
