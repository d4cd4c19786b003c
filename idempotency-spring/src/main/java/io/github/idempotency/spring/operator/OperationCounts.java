package io.github.idempotency.spring.operator;

import io.github.idempotency.Rejection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this process has done since its start. An execution counts as {@code executed}, {@code released}, {@code held} or
 * {@code abandoned} once it has ended, in the sense of the outcomes of the meter {@code idempotency.requests}.
 *
 * @param inFlight calls being executed now
 * @param waiting duplicates waiting now
 * @param started executions begun
 * @param executed executions whose answer is recorded, or will be as soon as the store takes it
 * @param released executions that freed their key for a retry
 * @param replayed duplicates answered with what was recorded
 * @param takenOver executions that came after an owner had vanished; part of those started
 * @param held executions whose outcome waits for an operator
 * @param abandoned executions whose lease was left to run out
 * @param leasesLost executions that found their key with another owner
 * @param unprotected calls that went on without protection, because the store was down
 * @param refused calls refused, by code; codes that did not occur are missing
 */
public record OperationCounts(
        long inFlight,
        long waiting,
        long started,
        long executed,
        long released,
        long replayed,
        long takenOver,
        long held,
        long abandoned,
        long leasesLost,
        long unprotected,
        Map<Rejection, Long> refused) {

    /** Nothing yet. */
    public static final OperationCounts NONE = new OperationCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());

    public OperationCounts {
        refused = Map.copyOf(refused);
    }

    /** Both together. */
    public OperationCounts plus(OperationCounts other) {
        Map<Rejection, Long> all = new TreeMap<>(refused);
        other.refused.forEach((why, count) -> all.merge(why, count, Long::sum));
        return new OperationCounts(
                inFlight + other.inFlight,
                waiting + other.waiting,
                started + other.started,
                executed + other.executed,
                released + other.released,
                replayed + other.replayed,
                takenOver + other.takenOver,
                held + other.held,
                abandoned + other.abandoned,
                leasesLost + other.leasesLost,
                unprotected + other.unprotected,
                all);
    }
}
