package io.github.idempotency.engine;

import io.github.idempotency.Outcome;
import io.github.idempotency.codec.RecordedPayload;
import io.github.idempotency.codec.TraceReference;
import org.jspecify.annotations.Nullable;

/** Outcomes as the store keeps them: those with a payload say in which trace they were made, and are compressed if large. */
final class RecordedOutcomes {

    private RecordedOutcomes() {}

    /** @param compressAbove how many bytes an answer may have that is kept as it is */
    static Outcome seal(Outcome outcome, @Nullable TraceReference trace, long compressAbove) {
        if (outcome.kind() == Outcome.Kind.UNKNOWN || outcome.kind() == Outcome.Kind.UNRECORDED) {
            return outcome;
        }
        return Outcome.of(outcome.kind(), new RecordedPayload(outcome.payload(), trace).encode(compressAbove));
    }
}
