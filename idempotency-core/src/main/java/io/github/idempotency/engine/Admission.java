package io.github.idempotency.engine;

import io.github.idempotency.Outcome;
import java.util.function.Function;
import java.util.function.Supplier;

/** The engine's answer to a {@link ProtectedCall} that was not refused. */
public sealed interface Admission {

    /** The call executes, and whoever runs it ends the execution. */
    record Run(Execution execution) implements Admission {}

    /** The call was answered before; the outcome is a result or a failure. */
    record Replay(Outcome outcome) implements Admission {}

    /** The store is down and the policy says to proceed: the call executes without protection. */
    record Unprotected() implements Admission {}

    /** Exactly one function is applied, the one for this admission's kind. */
    default <T> T fold(
            Function<? super Execution, ? extends T> run,
            Function<? super Outcome, ? extends T> replay,
            Supplier<? extends T> unprotected) {
        if (this instanceof Run it) {
            return run.apply(it.execution());
        }
        if (this instanceof Replay it) {
            return replay.apply(it.outcome());
        }
        return unprotected.get();
    }
}
