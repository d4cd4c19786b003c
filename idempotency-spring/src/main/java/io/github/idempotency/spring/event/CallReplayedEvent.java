package io.github.idempotency.spring.event;

import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.engine.EngineEvent;
import org.jspecify.annotations.Nullable;

/** A duplicate was answered with what the first call had answered. */
public final class CallReplayedEvent extends IdempotencyEvent {

    private static final long serialVersionUID = 1L;

    private final int payloadBytes;
    private final transient @Nullable TraceReference recordedBy;

    CallReplayedEvent(Object source, EngineEvent.Replayed event) {
        super(source, event, event.key());
        this.payloadBytes = event.payloadBytes();
        this.recordedBy = event.recordedBy();
    }

    /** Size of the answer as stored, in bytes. */
    public int getPayloadBytes() {
        return payloadBytes;
    }

    /** The trace in which the answer was made; {@code null} if none was recorded. Not kept by serialisation. */
    public @Nullable TraceReference getRecordedBy() {
        return recordedBy;
    }
}
