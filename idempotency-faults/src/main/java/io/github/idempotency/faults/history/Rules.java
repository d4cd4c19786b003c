package io.github.idempotency.faults.history;

import java.time.Duration;
import java.util.Map;

/**
 * What a history is judged by.
 *
 * @param lease the longest time for which an owner that went silent blocks its key
 * @param grace what comes on top before a key counts as stuck: the longest time an execution takes, the time in which
 *     connections are made anew after an outage and the library tries again in the background (5 seconds), and the
 *     slowness of the machine
 * @param operations how often each {@link CallKey#operation operation} may have its effect
 */
public record Rules(Duration lease, Duration grace, Map<String, Repeats> operations) {

    public Rules {
        operations = Map.copyOf(operations);
    }

    /** @throws IllegalArgumentException if the operation is not known here */
    Repeats of(String operation) {
        Repeats repeats = operations.get(operation);
        if (repeats == null) {
            throw new IllegalArgumentException(
                    "The rules do not say how often " + operation + " may have its effect; add it to operations");
        }
        return repeats;
    }

    long leaseAndGraceNanos() {
        return lease.toNanos() + grace.toNanos();
    }
}
