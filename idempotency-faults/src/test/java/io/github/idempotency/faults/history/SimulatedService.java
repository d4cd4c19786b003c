package io.github.idempotency.faults.history;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Claims, executes, completes and answers, in steps between which anything may break. */
final class SimulatedService {

    private final SimulatedTime time;
    private final SimulatedStore store;
    private final History history;
    private final Repeats repeats;
    private final @Nullable SimulatedFlaw flaw;
    private int effects;

    SimulatedService(
            SimulatedTime time, SimulatedStore store, History history, Repeats repeats, @Nullable SimulatedFlaw flaw) {
        this.time = time;
        this.store = store;
        this.history = history;
        this.repeats = repeats;
        this.flaw = flaw;
    }

    void arrives(CallKey key, SimulatedProcess process, Consumer<Answer> client) {
        if (store.away()) {
            process.in(time.between(10, 50), () -> client.accept(new Answer.Refused(503, "store-unavailable")));
            return;
        }
        SimulatedStore.Entry seen = store.read(key);
        if (flaw == SimulatedFlaw.READS_THEN_WRITES_CLAIMS) {
            process.in(time.between(0, 10), () -> decide(key, process, seen, client));
        } else {
            decide(key, process, seen, client);
        }
    }

    private void decide(
            CallKey key, SimulatedProcess process, SimulatedStore.@Nullable Entry entry, Consumer<Answer> client) {
        if (store.free(entry)) {
            if (flaw == SimulatedFlaw.ANSWERS_WITHOUT_EXECUTING && time.chance(0.05)) {
                client.accept(success(key, "e-0"));
                return;
            }
            SimulatedStore.Attempt attempt = store.grant(key, process);
            process.in(time.between(1, 20), () -> execute(attempt, client));
        } else if (entry != null && entry.outcome() != null) {
            Answer.Success outcome = entry.outcome();
            if (flaw == SimulatedFlaw.FORGETS_OUTCOMES && time.chance(0.2)) {
                store.forget(key);
            }
            if (flaw == SimulatedFlaw.MIXES_UP_ANSWERS && time.chance(0.2)) {
                outcome = store.anyOutcome();
            }
            client.accept(replay(outcome));
        } else {
            String problem = entry != null && store.held(entry) ? "outcome-unknown" : "request-in-progress";
            client.accept(new Answer.Refused(409, problem));
        }
    }

    private void execute(SimulatedStore.Attempt attempt, Consumer<Answer> client) {
        if (time.chance(0.3)) {
            attempt.process.in(time.between(1, 20), () -> fail(attempt, client));
            return;
        }
        String effect = repeats == Repeats.WITH_THE_SAME_EFFECT ? "e-of-" + attempt.key.key() : "e-" + ++effects;
        history.add(new Effect(attempt.key, effect, attempt.process.name, time.now()));
        Answer.Success outcome = success(attempt.key, effect);
        boolean early = flaw == SimulatedFlaw.ANSWERS_BEFORE_IT_COMPLETES;
        if (early) {
            client.accept(outcome);
        }
        attempt.process.in(time.between(1, 30), () -> {
            if (store.away()) {
                attempt.process.in(store.awayFor() + time.between(0, 20), () -> store.complete(attempt, outcome));
            } else {
                store.complete(attempt, outcome);
            }
            if (!early) {
                attempt.process.in(time.between(0, 2), () -> client.accept(outcome));
            }
        });
    }

    private void fail(SimulatedStore.Attempt attempt, Consumer<Answer> client) {
        if (store.away()) {
            attempt.process.in(store.awayFor() + time.between(0, 20), () -> store.release(attempt));
        } else {
            store.release(attempt);
        }
        client.accept(new Answer.Refused(500, ""));
    }

    private static Answer.Success success(CallKey key, String effect) {
        return new Answer.Success(201, false, "digest of " + effect, key.key(), key.caller(), effect);
    }

    private static Answer replay(Answer.Success recorded) {
        return new Answer.Success(
                recorded.status(),
                true,
                recorded.digest(),
                recorded.namedKey(),
                recorded.namedCaller(),
                recorded.effect());
    }
}
