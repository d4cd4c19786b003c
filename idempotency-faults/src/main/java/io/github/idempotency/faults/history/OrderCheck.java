package io.github.idempotency.faults.history;

import io.github.idempotency.faults.history.Violation.Kind;
import java.util.List;
import java.util.function.Consumer;

/**
 * The answers of a key fit an order in which it has one owner at a time.
 *
 * <p>One answer is not about the record: a process that could not tell the store how a call ended says that the key is in
 * progress until the store has told it otherwise, although the store may have taken the outcome, and others see it. That
 * is as much as it can know, and costs a repetition, so it is left out where an outage makes it possible.
 */
final class OrderCheck {

    private OrderCheck() {}

    /** @return whether it could be decided */
    static boolean check(Evidence key, Consumer<Violation> found) {
        Losses losses =
                new Losses(key.outages(), key.repeats(), key.rules().grace().toNanos());
        Linearization.Result result = new Linearization(judged(key.calls(), losses), losses).search();
        Call misfit = result.misfit();
        if (misfit != null) {
            found.accept(key.violation(
                    Kind.NOT_LINEARIZABLE,
                    "no order of claims, releases and outcomes in which the key has one owner at a time explains all"
                            + " answers up to the marked one",
                    List.of(misfit)));
        }
        return result.decided();
    }

    private static List<Call> judged(List<Call> calls, Losses losses) {
        return calls.stream()
                .filter(call -> Role.of(call) != Role.SAW_A_CLAIM || !mayStillRecord(call, calls, losses))
                .toList();
    }

    /** Whether the process of a call may have an outcome of its own that it still has to record. */
    private static boolean mayStillRecord(Call refused, List<Call> calls, Losses losses) {
        return calls.stream()
                .anyMatch(owner -> owner.process().equals(refused.process())
                        && owner.sentNanos() <= refused.endedNanos()
                        && Role.of(owner).canExecute()
                        && losses.mayEndLate(owner));
    }
}
