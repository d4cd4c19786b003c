package io.github.idempotency.faults.planted;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.faults.history.Answer;
import io.github.idempotency.faults.history.CallKey;
import io.github.idempotency.faults.history.Effect;
import io.github.idempotency.faults.history.History;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The application: asks whether it still owns its key if it is careful, has its effect, and names it in the answer. */
final class PlantedService {

    static final Duration LEASE = Duration.ofSeconds(1);

    private static final CallPolicy POLICY = new CallPolicy(
            LEASE,
            Duration.ofHours(1),
            WhenInProgress.REJECT,
            Duration.ZERO,
            WhenAbandoned.REEXECUTE,
            WhenStoreFails.REFUSE,
            WhenFails.RELEASE,
            TransactionMode.SEPARATE);

    private final History history;
    private final @Nullable Plant plant;
    private final AtomicInteger effects = new AtomicInteger();

    PlantedService(History history, @Nullable Plant plant) {
        this.history = history;
        this.plant = plant;
    }

    /** Serves on the thread of the client, who is told only by what is returned. */
    Answer serve(PlantedProcess process, CallKey key, Script script) {
        ProtectedCall call = new ProtectedCall(
                IdempotencyKey.of(key.caller(), key.key()), Fingerprint.of(key.key()), key.operation(), POLICY);
        try {
            return process.engine()
                    .admit(call)
                    .fold(
                            execution -> execute(process, execution, key, script),
                            outcome -> success(key, true, new String(outcome.payload(), StandardCharsets.UTF_8)),
                            () -> {
                                throw new IllegalStateException("The policy is to refuse");
                            });
        } catch (CallRejectedException e) {
            return new Answer.Refused(409, e.rejection().code());
        } catch (Crash e) {
            return new Answer.None("the process crashed");
        }
    }

    private Answer execute(PlantedProcess process, Execution execution, CallKey key, Script script) {
        script.pause(Script.Place.CLAIMED);
        process.step();
        if (script.fails()) {
            execution.release();
            return new Answer.Refused(500, "");
        }
        if (script.isCareful() && !execution.stillOwned()) {
            execution.abandon();
            return new Answer.Refused(500, "");
        }
        script.pause(Script.Place.SURE);
        process.step();
        String effect = "e-" + effects.incrementAndGet();
        history.add(new Effect(key, effect, process.name(), System.nanoTime()));
        Outcome outcome = Outcome.result(effect.getBytes(StandardCharsets.UTF_8));
        if (plant == Plant.COMPLETION_AFTER_THE_ANSWER) {
            process.postpone(() -> execution.complete(outcome));
        } else {
            execution.complete(outcome);
        }
        return success(key, false, effect);
    }

    private static Answer success(CallKey key, boolean replayed, String effect) {
        return new Answer.Success(201, replayed, "answer " + effect, key.key(), key.caller(), effect);
    }
}
