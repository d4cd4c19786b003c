package io.github.idempotency.faults.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything about one key. Thread-safe. */
final class KeyHistory {

    private final CallKey key;
    private final List<Call> calls = new ArrayList<>(2);
    private final List<Effect> effects = new ArrayList<>(1);

    KeyHistory(CallKey key) {
        this.key = key;
    }

    CallKey key() {
        return key;
    }

    synchronized void add(Call call) {
        calls.add(new Call(key, process(call.process()), call.sentNanos(), call.endedNanos(), compact(call.answer())));
    }

    synchronized void add(Effect effect) {
        effects.add(new Effect(key, effect.effect(), process(effect.process()), effect.nanos()));
    }

    /** In the order in which they were sent. */
    synchronized List<Call> calls() {
        return calls.stream().sorted(Comparator.comparingLong(Call::sentNanos)).toList();
    }

    /** In order of time. */
    synchronized List<Effect> effects() {
        return effects.stream().sorted(Comparator.comparingLong(Effect::nanos)).toList();
    }

    /** Replaces texts by equal ones that are kept anyway. */
    private Answer compact(Answer answer) {
        if (!(answer instanceof Answer.Success success)) {
            return answer;
        }
        String digest = success.digest();
        String effect = success.effect();
        for (Call each : calls) {
            if (each.answer() instanceof Answer.Success kept) {
                digest = same(kept.digest(), digest);
                effect = same(kept.effect(), effect);
            }
        }
        return new Answer.Success(
                success.status(),
                success.replayed(),
                digest,
                same(key.key(), success.namedKey()),
                same(key.caller(), success.namedCaller()),
                effect);
    }

    /** There are few processes: their names are literals of the JVM. */
    private static String process(String name) {
        return name.intern();
    }

    private static String same(String kept, String text) {
        return kept.equals(text) ? kept : text;
    }
}
