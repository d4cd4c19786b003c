package io.github.idempotency.faults.history;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What one key is judged by. Calls are in the order in which they were sent, effects in that of time. */
record Evidence(CallKey key, List<Call> calls, List<Effect> effects, Outages outages, Rules rules) {

    static Evidence of(KeyHistory history, Outages outages, Rules rules) {
        return new Evidence(history.key(), history.calls(), history.effects(), outages, rules);
    }

    Repeats repeats() {
        return rules.of(key.operation());
    }

    List<Call> calls(Predicate<Role> roles) {
        return calls.stream().filter(each -> roles.test(Role.of(each))).toList();
    }

    /** All calls that were told of success. */
    List<Call> successes() {
        return calls(role -> role == Role.EXECUTED || role == Role.REPLAYED);
    }

    static Answer.Success success(Call call) {
        return (Answer.Success) call.answer();
    }

    Set<String> processes() {
        return calls.stream().map(Call::process).collect(Collectors.toSet());
    }

    long firstNanos() {
        return calls.isEmpty()
                ? effects.stream().mapToLong(Effect::nanos).min().orElse(0)
                : calls.get(0).sentNanos();
    }

    long lastNanos() {
        return calls.stream().mapToLong(Call::endedNanos).max().orElse(firstNanos());
    }

    /** Whether an outage may have cost an owner of this key its lease by then. */
    boolean mayHaveLostOwners(long nanos) {
        return outages.touch(processes(), firstNanos() - rules.grace().toNanos(), nanos);
    }

    List<Outage> outagesAround() {
        return outages.within(processes(), firstNanos() - rules.grace().toNanos(), lastNanos());
    }

    Violation violation(Violation.Kind kind, String point, List<?> marked) {
        return new Violation(kind, key, firstNanos(), lastNanos(), Story.of(point, this, marked));
    }
}
