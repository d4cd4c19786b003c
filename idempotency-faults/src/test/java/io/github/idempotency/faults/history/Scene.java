package io.github.idempotency.faults.history;

import io.github.idempotency.faults.history.Violation.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A history made by hand, in milliseconds: one key of one caller unless told otherwise. */
final class Scene {

    static final Rules RULES = new Rules(
            Duration.ofMillis(1_000),
            Duration.ofMillis(500),
            Map.of(
                    Repeats.NEVER.name(), Repeats.NEVER,
                    Repeats.WITH_THE_SAME_EFFECT.name(), Repeats.WITH_THE_SAME_EFFECT,
                    Repeats.AFTER_AN_OUTAGE.name(), Repeats.AFTER_AN_OUTAGE));

    private static final long NANOS_PER_MILLI = 1_000_000;

    final History history = new History();
    private final CallKey key;

    private Scene(CallKey key) {
        this.key = key;
    }

    static Scene of(Repeats repeats) {
        return new Scene(new CallKey(repeats.name(), "ada", "k-1"));
    }

    Scene call(String process, long from, long to, Answer answer) {
        history.add(new Call(key, process, nanos(from), nanos(to), answer));
        return this;
    }

    Scene executed(String process, long from, long to, String effect) {
        return call(process, from, to, success(false, effect));
    }

    Scene replayed(String process, long from, long to, String effect) {
        return call(process, from, to, success(true, effect));
    }

    Scene refused(String process, long from, long to, int status, String problem) {
        return call(process, from, to, new Answer.Refused(status, problem));
    }

    Scene inProgress(String process, long from, long to) {
        return refused(process, from, to, 409, "request-in-progress");
    }

    Scene held(String process, long from, long to) {
        return refused(process, from, to, 409, "outcome-unknown");
    }

    Scene withoutStore(String process, long from, long to) {
        return refused(process, from, to, 503, "store-unavailable");
    }

    Scene failed(String process, long from, long to) {
        return refused(process, from, to, 500, "");
    }

    Scene unanswered(String process, long from, long to) {
        return call(process, from, to, new Answer.None("timeout"));
    }

    Scene effect(String process, long at, String number) {
        history.add(new Effect(key, number, process, nanos(at)));
        return this;
    }

    Scene outage(String target, long from, long to) {
        history.add(new Outage(target, "made by hand", nanos(from), nanos(to)));
        return this;
    }

    Scene closing(long from) {
        history.closingRound(nanos(from));
        return this;
    }

    Report report() {
        return HistoryChecker.check(history, RULES);
    }

    Set<Kind> kinds() {
        return report().found().keySet();
    }

    Answer.Success success(boolean replayed, String effect) {
        return new Answer.Success(201, replayed, "digest of " + effect, key.key(), key.caller(), effect);
    }

    private static long nanos(long millis) {
        return (millis + 1) * NANOS_PER_MILLI;
    }
}
