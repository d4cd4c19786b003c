package io.github.idempotency.engine;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.ValueCodecException;
import io.github.idempotency.store.UnreadableRecordException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The engine's answer to a {@link ProtectedCall} that was not refused. */
public sealed interface Admission {

    /** The call executes, and whoever runs it ends the execution. */
    record Run(Execution execution) implements Admission {}

    /** The call was answered before. It ends when its answer is {@link #read}, which has to be tried. Not thread-safe. */
    final class Replay implements Admission {

        private final Arrival arrival;
        private final Outcome outcome;
        private final EngineEvent.Replayed event;

        Replay(Arrival arrival, Outcome outcome, EngineEvent.Replayed event) {
            this.arrival = arrival;
            this.outcome = outcome;
            this.event = event;
        }

        /**
         * Makes what the caller gets out of what was recorded. The call counts as replayed if that succeeds, and as
         * refused if it does not.
         *
         * @param reader is given a result or a failure
         * @throws CallRejectedException if the reader throws {@link UnreadableRecordException} or {@link
         *     ValueCodecException}; anything else it throws is passed on
         */
        public <T extends @Nullable Object> T read(Function<? super Outcome, ? extends T> reader) {
            T answer;
            try {
                answer = reader.apply(outcome);
            } catch (UnreadableRecordException | ValueCodecException e) {
                throw arrival.unreadableAnswer(e);
            } catch (RuntimeException | Error e) {
                arrival.failed(Rejection.RECORD_UNREADABLE);
                throw e;
            }
            if (!arrival.watch().over()) {
                arrival.watch().publish(event);
            }
            return answer;
        }
    }

    /** The store is down and the policy says to proceed: the call executes without protection. */
    record Unprotected() implements Admission {}

    /** Exactly one function is applied, the one for this admission's kind; a replay is {@linkplain Replay#read read}. */
    default <T> T fold(
            Function<? super Execution, ? extends T> run,
            Function<? super Outcome, ? extends T> replay,
            Supplier<? extends T> unprotected) {
        if (this instanceof Run it) {
            return run.apply(it.execution());
        }
        if (this instanceof Replay it) {
            return it.read(replay);
        }
        return unprotected.get();
    }
}
