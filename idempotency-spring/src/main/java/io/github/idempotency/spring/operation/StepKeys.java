package io.github.idempotency.spring.operation;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.ClaimRequest;

/** How the steps of an operation are known to stores. */
public final class StepKeys {

    private StepKeys() {}

    /** The identity of a step of the call with the given identity. */
    public static IdempotencyKey of(IdempotencyKey call, String step) {
        return IdempotencyKey.of("step", call.hex(), step);
    }

    /** The operation of all steps of the named one, without their own names: those may be many, and this one stands in meters. */
    public static String operation(String name) {
        if (name.endsWith(IdempotentOperation.STEP_SUFFIX)) {
            return name;
        }
        int longest = ClaimRequest.MAX_OPERATION_LENGTH - IdempotentOperation.STEP_SUFFIX.length();
        return name.substring(0, Math.min(name.length(), longest)) + IdempotentOperation.STEP_SUFFIX;
    }
}
