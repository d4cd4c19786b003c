package io.github.idempotency.spring.value;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import io.github.idempotency.engine.Admission;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.spring.transaction.LostReplies;
import io.github.idempotency.spring.transaction.SameTransaction;
import io.github.idempotency.spring.transaction.SurroundingTransaction;
import io.github.idempotency.spring.transaction.TransactionPlan;
import io.github.idempotency.store.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs code under a key and records the value it returns or the exception it throws. Thread-safe. */
public final class ValueCalls {

    private static final Logger log = LoggerFactory.getLogger(ValueCalls.class);
    private static final byte[] NOTHING = {};

    private final ValueCodec codec;
    private final OutcomeWriter outcomes;
    private final TransactionalCalls transactional;

    public ValueCalls(ValueCodec codec) {
        this.codec = codec;
        this.outcomes = new OutcomeWriter(codec);
        this.transactional = new TransactionalCalls(outcomes);
    }

    /** The codec values are recorded with. */
    public ValueCodec codec() {
        return codec;
    }

    /**
     * What distinguishes a request from others, as bytes for a fingerprint: equal values give equal bytes as far as the
     * codec can tell.
     *
     * @throws ValueCodecException if the value cannot be written
     */
    public byte[] canonical(@Nullable Object value) {
        if (value == null) {
            return NOTHING;
        }
        if (value instanceof CharSequence text) {
            // The mark keeps the text "1" apart from the number 1, which JSON writes without one.
            return ('"' + text.toString()).getBytes(StandardCharsets.UTF_8);
        }
        return codec instanceof CanonicalCodec canonical
                ? canonical.encodeCanonically(value)
                : codec.encode(value, value.getClass());
    }

    /**
     * @return what the code returned, now or the first time
     * @throws CallRejectedException if the code must not run and there is nothing to replay
     * @throws Throwable what the code threw, now or the first time
     */
    public @Nullable Object run(IdempotencyEngine engine, ProtectedCall call, Answer answer, Body body)
            throws Throwable {
        SurroundingTransaction.Pending pending = SurroundingTransaction.pending(call.key());
        if (pending != null) {
            return repeatInTransaction(engine, pending, answer, call);
        }
        Admission admission = engine.admit(call);
        if (admission instanceof Admission.Replay replay) {
            return replay(replay, answer);
        }
        if (admission instanceof Admission.Run run) {
            return execute(run.execution(), call, answer, body);
        }
        return body.run();
    }

    /**
     * As {@link #run(IdempotencyEngine, ProtectedCall, Answer, Body)}, in one transaction with the record.
     *
     * @param plan where the transactions come from
     */
    public @Nullable Object run(
            IdempotencyEngine engine, ProtectedCall call, Answer answer, Body body, TransactionPlan plan)
            throws Throwable {
        TransactionPlan.Entry entry = plan.enter(engine, call);
        if (entry.admission() instanceof Admission.Replay replay) {
            return replay(replay, answer);
        }
        SameTransaction transaction = entry.transaction();
        return transaction == null ? plan.withoutRecord(body::run) : transactional.run(transaction, answer, body);
    }

    private @Nullable Object repeatInTransaction(
            IdempotencyEngine engine, SurroundingTransaction.Pending pending, Answer answer, ProtectedCall call)
            throws Throwable {
        if (!pending.fingerprint().equals(call.fingerprint())) {
            throw engine.refuse(
                    call.operation(),
                    Rejection.KEY_REUSED,
                    "'" + call.operation() + "' (key " + call.key()
                            + ") was called before in this transaction, with this"
                            + " idempotency key and another request. Use a new key for a new request.");
        }
        RecordedAnswer recorded;
        try {
            recorded = RecordedAnswer.read(pending.outcome(), answer, codec);
        } catch (UnreadableRecordException | ValueCodecException e) {
            throw engine.refuse(
                    call.operation(),
                    Rejection.RECORD_UNREADABLE,
                    "'" + call.operation() + "' (key " + call.key() + ") was executed before in this transaction, but"
                            + " its answer cannot be read. " + e.getMessage());
        }
        return recorded.give(answer);
    }

    @SuppressWarnings("try") // the scope is only closed
    private @Nullable Object execute(Execution execution, ProtectedCall call, Answer answer, Body body)
            throws Throwable {
        boolean surrounded = SurroundingTransaction.isActive();
        Object value;
        try (Execution.Scope ignored = execution.enter()) {
            value = body.run();
        } catch (Throwable failure) {
            Outcome outcome = outcomes.ofFailure(execution, answer, failure);
            if (surrounded || !leftOpen(execution, outcome, failure)) {
                end(execution, call, outcome, surrounded);
            }
            throw failure;
        }
        if (answer.future() && value instanceof CompletionStage<?> stage) {
            return executeLater(execution, answer, stage);
        }
        end(execution, call, outcomes.ofValue(execution, answer, value), surrounded);
        return value;
    }

    /** The caller's future completes after the outcome is recorded, so that a crash in between cannot lose it. */
    private CompletableFuture<Object> executeLater(Execution execution, Answer answer, CompletionStage<?> stage) {
        CompletableFuture<Object> recorded = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            try {
                if (failure == null) {
                    endNow(execution, outcomes.ofValue(execution, answer, value));
                } else {
                    failedLater(execution, answer, unwrapped(failure));
                }
            } finally {
                if (failure == null) {
                    recorded.complete(value);
                } else {
                    recorded.completeExceptionally(failure);
                }
            }
        });
        return recorded;
    }

    private void failedLater(Execution execution, Answer answer, Throwable failure) {
        Outcome outcome = outcomes.ofFailure(execution, answer, failure);
        if (!leftOpen(execution, outcome, failure)) {
            endNow(execution, outcome);
        }
    }

    /** Freeing the key now could let the work happen twice, so the call is treated like one that crashed. */
    private static boolean leftOpen(Execution execution, @Nullable Outcome outcome, Throwable failure) {
        boolean open = outcome == null && execution.control().recording() && LostReplies.isCauseOf(failure);
        if (open) {
            log.warn(
                    "{} (key {}) lost its database connection, so its work may have been done; its lease is left to run"
                            + " out",
                    execution.operation(),
                    execution.key());
            execution.abandon();
        }
        return open;
    }

    /** @param outcome what to record, or {@code null} to free the key */
    private void end(Execution execution, ProtectedCall call, @Nullable Outcome outcome, boolean surrounded) {
        if (!surrounded) {
            endNow(execution, outcome);
            return;
        }
        if (outcome != null && outcome.kind() != Outcome.Kind.UNKNOWN && outcome.kind() != Outcome.Kind.UNRECORDED) {
            SurroundingTransaction.keep(call.key(), call.fingerprint(), outcome);
        }
        SurroundingTransaction.whenEnded(
                call.key(),
                () -> endNow(execution, outcome),
                () -> endNow(execution, outcomes.afterRollback(execution, outcome)),
                execution::abandon);
    }

    private static void endNow(Execution execution, @Nullable Outcome outcome) {
        if (outcome == null) {
            execution.release();
        } else {
            execution.complete(outcome);
        }
    }

    private @Nullable Object replay(Admission.Replay replay, Answer answer) throws Throwable {
        return replay.read(outcome -> RecordedAnswer.read(outcome, answer, codec))
                .give(answer);
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
