package io.github.idempotency.faults.history;

import io.github.idempotency.faults.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Nothing is done twice, and what clients are told of is done. */
final class EffectCheck {

    private EffectCheck() {}

    static void check(Evidence key, Consumer<Violation> found) {
        List<Effect> tooMany = tooMany(key);
        if (!tooMany.isEmpty()) {
            found.accept(key.violation(
                    Kind.TWO_EFFECTS, "the work was done more often than " + key.repeats() + " allows", tooMany));
        }
        List<Call> successes = key.successes();
        if (!successes.isEmpty() && key.effects().isEmpty()) {
            found.accept(key.violation(
                    Kind.SUCCESS_WITHOUT_EFFECT, "success was answered, and the ledger has nothing", successes));
        }
        if (!key.effects().isEmpty() && key.calls(Role::canExecute).isEmpty()) {
            found.accept(key.violation(
                    Kind.EFFECT_WITHOUT_EXECUTION,
                    "the work was done although every call was refused or replayed",
                    key.effects()));
        }
    }

    /** The effects that should not both be there; empty if all is well. */
    private static List<Effect> tooMany(Evidence key) {
        if (key.repeats() == Repeats.NEVER) {
            return key.effects().size() > 1 ? key.effects() : List.of();
        }
        Map<String, Effect> byNumber = new HashMap<>();
        List<Effect> different = new ArrayList<>();
        for (Effect each : key.effects()) {
            if (byNumber.putIfAbsent(each.effect(), each) == null) {
                different.add(each);
            }
        }
        if (different.size() < 2
                || (key.repeats() == Repeats.AFTER_AN_OUTAGE
                        && key.mayHaveLostOwners(different.get(1).nanos()))) {
            return List.of();
        }
        return different;
    }
}
