package io.github.idempotency.spring.observation;

import io.github.idempotency.codec.TraceReference;
import io.github.idempotency.spring.observation.IdempotencyObservation.HighCardinalityKeyNames;
import io.github.idempotency.spring.observation.IdempotencyObservation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.ArrayList;
import java.util.List;

/** The names and tags that {@link IdempotencyObservation} documents. Thread-safe. */
public class DefaultIdempotencyObservationConvention implements IdempotencyObservationConvention {

    @Override
    public String getName() {
        return "idempotency.requests";
    }

    @Override
    public String getContextualName(IdempotencyObservationContext context) {
        return "idempotent " + context.getOperation();
    }

    /** The outcome is left out while there is none: the meter of active calls does not have it. */
    @Override
    public KeyValues getLowCardinalityKeyValues(IdempotencyObservationContext context) {
        KeyValue operation = LowCardinalityKeyNames.OPERATION.withValue(context.getOperation());
        String outcome = context.getOutcome();
        return outcome == null
                ? KeyValues.of(operation)
                : KeyValues.of(operation, LowCardinalityKeyNames.OUTCOME.withValue(outcome));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(IdempotencyObservationContext context) {
        List<KeyValue> values = new ArrayList<>(5);
        values.add(HighCardinalityKeyNames.STORE.withValue(context.getStore()));
        String key = context.getKeyDigest();
        if (key != null) {
            values.add(HighCardinalityKeyNames.KEY.withValue(key));
        }
        Integer attempt = context.getAttempt();
        if (attempt != null) {
            values.add(HighCardinalityKeyNames.ATTEMPT.withValue(attempt.toString()));
        }
        TraceReference recordedBy = context.getRecordedBy();
        if (recordedBy != null) {
            values.add(HighCardinalityKeyNames.RECORDED_TRACE_ID.withValue(recordedBy.traceId()));
            values.add(HighCardinalityKeyNames.RECORDED_SPAN_ID.withValue(recordedBy.spanId()));
        }
        return KeyValues.of(values);
    }
}
