package io.github.idempotency.faults.history;

import io.github.idempotency.faults.history.Violation.Kind;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All successes of a key are the same, and none is another key's. */
final class AnswerCheck {

    private AnswerCheck() {}

    static void check(Evidence key, Ledger ledger, Consumer<Violation> found) {
        List<Call> alike = bound(key);
        if (alike.stream()
                        .map(each -> Evidence.success(each).digest())
                        .distinct()
                        .count()
                > 1) {
            found.accept(key.violation(Kind.ANSWERS_DIFFER, "clients were told different things", alike));
        }
        for (Call each : key.successes()) {
            Violation mismatch = mismatch(key, each, ledger);
            if (mismatch != null) {
                found.accept(mismatch);
                return;
            }
        }
    }

    /**
     * The answers that must be the same. Where work may be repeated after an outage, an owner that was replaced tells its
     * client what it did itself; only replays are then of the one recorded answer.
     */
    private static List<Call> bound(Evidence key) {
        boolean own = key.repeats() == Repeats.AFTER_AN_OUTAGE && key.mayHaveLostOwners(key.lastNanos());
        return own ? key.calls(role -> role == Role.REPLAYED) : key.successes();
    }

    private static @Nullable Violation mismatch(Evidence key, Call call, Ledger ledger) {
        Answer.Success success = Evidence.success(call);
        List<Call> marked = List.of(call);
        if (!success.namedKey().equals(key.key().key())
                || !success.namedCaller().equals(key.key().caller())) {
            return key.violation(Kind.FOREIGN_ANSWER, "the answer names another key or caller", marked);
        }
        String effect = success.effect();
        if (effect.isEmpty()
                || key.effects().isEmpty()
                || key.effects().stream().anyMatch(each -> each.effect().equals(effect))) {
            return null;
        }
        CallKey other = ledger.keyOf(effect);
        return other == null
                ? key.violation(Kind.SUCCESS_WITHOUT_EFFECT, "the ledger does not have the effect answered", marked)
                : key.violation(Kind.FOREIGN_ANSWER, "the effect answered is that of " + other, marked);
    }
}
