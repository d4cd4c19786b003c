package io.github.idempotency.spring.observation;

import io.github.idempotency.Rejection;
import io.github.idempotency.engine.Ending;
import io.github.idempotency.engine.EngineEvent;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/** What became of a call, in one word. */
final class Outcomes {

    private Outcomes() {}

    /** {@code null} for events after which the call goes on. */
    static @Nullable String of(EngineEvent event) {
        if (event instanceof EngineEvent.Ended ended) {
            return of(ended.wanted());
        }
        if (event instanceof EngineEvent.Replayed) {
            return "replayed";
        }
        if (event instanceof EngineEvent.Rejected rejected) {
            return rejected.why().code();
        }
        if (event instanceof EngineEvent.Unprotected) {
            return "unprotected";
        }
        return event instanceof EngineEvent.Conflicted ? "conflict" : null;
    }

    private static String of(Ending ending) {
        return switch (ending) {
            case RECORDED, DEFERRED -> "executed";
            case RELEASED -> "released";
            case HELD -> "held";
            case ABANDONED -> "abandoned";
            case LOST -> "lost";
        };
    }

    /** What an event says is wrong with the store, as opposed to the call; {@code null} if nothing is. */
    static @Nullable Throwable errorOf(EngineEvent event) {
        if (!(event instanceof EngineEvent.Rejected rejected)) {
            return null;
        }
        if (rejected.why() == Rejection.STORE_UNAVAILABLE) {
            return new StoreUnavailableException("The store of idempotency keys is unavailable", null);
        }
        return rejected.why() == Rejection.RECORD_UNREADABLE
                ? new UnreadableRecordException("The record of the idempotency key is unreadable", null)
                : null;
    }
}
