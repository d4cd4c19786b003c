package io.github.idempotency.faults.history;

import io.github.idempotency.faults.history.Violation.Kind;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** No key stays in progress when nobody can be at it any more, and in the end every key has a final answer. */
final class ProgressCheck {

    private ProgressCheck() {}

    static void check(Evidence key, long closingNanos, Consumer<Violation> found) {
        List<Call> holders = key.calls(Role::canHold);
        for (Call each : key.calls(role -> role == Role.SAW_A_CLAIM)) {
            if (stuck(key, each, holders)) {
                found.accept(key.violation(
                        Kind.STUCK,
                        "the key was in progress later than lease and grace after the last call that can have had it",
                        List.of(each)));
                return;
            }
        }
        if (closingNanos != Long.MAX_VALUE && !key.calls().isEmpty()) {
            checkClosing(key, closingNanos, found);
        }
    }

    /**
     * A call can have the key while its client waits; if it got no answer, for as long as an execution takes, which is
     * part of the grace; and all that while outages happened, because an owner that comes back from one goes on. After that
     * its lease runs out.
     */
    private static boolean stuck(Evidence key, Call refused, List<Call> holders) {
        long reach = key.rules().leaseAndGraceNanos();
        Set<String> processes = key.processes();
        boolean anybody = false;
        for (Call each : holders) {
            if (each.sentNanos() > refused.endedNanos()) {
                break;
            }
            anybody = true;
            if (each.endedNanos() + reach >= refused.sentNanos()
                    || key.outages().lastSignOfLife(processes, each.endedNanos(), reach) + reach
                            >= refused.sentNanos()) {
                return false;
            }
        }
        // Where nobody can ever have had it, no order of the calls explains the answer, and that is another kind.
        return anybody;
    }

    private static void checkClosing(Evidence key, long closingNanos, Consumer<Violation> found) {
        List<Call> calls = key.calls();
        Call last = calls.get(calls.size() - 1);
        if (last.sentNanos() < closingNanos) {
            found.accept(key.violation(Kind.UNANSWERED, "the closing round did not ask for this key", List.of(last)));
        } else if (Role.of(last) == Role.SAW_A_CLAIM) {
            found.accept(key.violation(Kind.STUCK, "the key is still in progress at the end", List.of(last)));
        } else if (!isFinal(last.answer())) {
            found.accept(key.violation(Kind.UNANSWERED, "at the end the key has no final answer", List.of(last)));
        }
    }

    private static boolean isFinal(Answer answer) {
        return answer instanceof Answer.Success
                || (answer instanceof Answer.Refused refused && (refused.held() || refused.notRecorded()));
    }
}
