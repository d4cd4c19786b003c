package io.github.idempotency.spring.value;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenFails;
import io.github.idempotency.codec.Envelope;
import io.github.idempotency.codec.RecordedFailure;
import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import io.github.idempotency.engine.Admission;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.spring.transaction.SurroundingTransaction;
import io.github.idempotency.store.UnreadableRecordException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs code under a key and records the value it returns or the exception it throws. Thread-safe. */
public final class ValueCalls {

    private static final Logger log = LoggerFactory.getLogger(ValueCalls.class);
    private static final byte VERSION = 1;
    private static final byte[] NOTHING = {};

    private final ValueCodec codec;

    public ValueCalls(ValueCodec codec) {
        this.codec = codec;
    }

    /** The codec values are recorded with. */
    public ValueCodec codec() {
        return codec;
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
            return replay(engine, replay.outcome(), answer, call);
        }
        if (admission instanceof Admission.Run run) {
            return execute(run.execution(), call, answer, body);
        }
        return body.run();
    }

    private @Nullable Object repeatInTransaction(
            IdempotencyEngine engine, SurroundingTransaction.Pending pending, Answer answer, ProtectedCall call)
            throws Throwable {
        if (!pending.fingerprint().equals(call.fingerprint())) {
            throw engine.refuse(
                    call.operation(),
                    Rejection.KEY_REUSED,
                    "'" + call.operation() + "' (key " + call.key() + ") was called before in this transaction, with this"
                            + " idempotency key and another request. Use a new key for a new request.");
        }
        return replay(engine, pending.outcome(), answer, call);
    }

    @SuppressWarnings("try") // the scope is only closed
    private @Nullable Object execute(Execution execution, ProtectedCall call, Answer answer, Body body)
            throws Throwable {
        boolean surrounded = SurroundingTransaction.isActive();
        Object value;
        try (Execution.Scope ignored = execution.enter()) {
            value = body.run();
        } catch (Throwable failure) {
            end(execution, call, failed(execution, answer, failure), surrounded);
            throw failure;
        }
        if (answer.future() && value instanceof CompletionStage<?> stage) {
            return executeLater(execution, answer, stage);
        }
        end(execution, call, succeeded(execution, answer, value), surrounded);
        return value;
    }

    /** The caller's future completes after the outcome is recorded, so that a crash in between cannot lose it. */
    private CompletableFuture<Object> executeLater(Execution execution, Answer answer, CompletionStage<?> stage) {
        CompletableFuture<Object> recorded = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            try {
                if (failure == null) {
                    endNow(execution, succeeded(execution, answer, value));
                } else {
                    endNow(execution, failed(execution, answer, unwrapped(failure)));
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

    /** @param outcome what to record, or {@code null} to free the key */
    private static void end(
            Execution execution, ProtectedCall call, @Nullable Outcome outcome, boolean surrounded) {
        if (!surrounded) {
            endNow(execution, outcome);
            return;
        }
        if (outcome != null && outcome.kind() != Outcome.Kind.UNKNOWN && outcome.kind() != Outcome.Kind.UNRECORDED) {
            SurroundingTransaction.keep(call.key(), call.fingerprint(), outcome);
        }
        SurroundingTransaction.whenEnded(
                () -> endNow(execution, outcome),
                () -> endNow(execution, afterRollback(execution, outcome)),
                execution::abandon);
    }

    /** What succeeded is undone; a failure that counts as an answer still is one. */
    private static @Nullable Outcome afterRollback(Execution execution, @Nullable Outcome outcome) {
        if (outcome != null && outcome.kind() == Outcome.Kind.FAILURE) {
            return outcome;
        }
        return execution.policy().whenFails() == WhenFails.HOLD ? Outcome.unknown() : null;
    }

    private static void endNow(Execution execution, @Nullable Outcome outcome) {
        if (outcome == null) {
            execution.release();
        } else {
            execution.complete(outcome);
        }
    }

    private @Nullable Outcome succeeded(Execution execution, Answer answer, @Nullable Object value) {
        if (!execution.control().recording()) {
            return null;
        }
        try {
            return Outcome.result(Envelope.wrap(VERSION, encode(answer, value)));
        } catch (RuntimeException e) {
            log.error(
                    "The answer of {} (key {}) cannot be recorded; duplicates will be refused as {}",
                    execution.operation(),
                    execution.key(),
                    Rejection.ANSWER_NOT_RECORDED.code(),
                    e);
            return Outcome.unrecorded();
        }
    }

    private byte[] encode(Answer answer, @Nullable Object value) {
        return answer.isVoid() ? NOTHING : codec.encode(value, answer.type());
    }

    private static @Nullable Outcome failed(Execution execution, Answer answer, Throwable failure) {
        if (!execution.control().recording()) {
            return null;
        }
        if (answer.isAnswer(failure) || execution.policy().whenFails() == WhenFails.STORE) {
            return Outcome.failure(RecordedFailure.of(failure).encode());
        }
        return execution.policy().whenFails() == WhenFails.HOLD ? Outcome.unknown() : null;
    }

    private @Nullable Object replay(IdempotencyEngine engine, Outcome outcome, Answer answer, ProtectedCall call)
            throws Throwable {
        if (outcome.kind() == Outcome.Kind.FAILURE) {
            Throwable failure = FailureReplay.rebuild(RecordedFailure.decode(outcome.payload()), answer.rebuildable());
            if (answer.future()) {
                return CompletableFuture.failedFuture(failure);
            }
            throw failure;
        }
        Object value = decode(engine, outcome, answer, call);
        return answer.future() ? CompletableFuture.completedFuture(value) : value;
    }

    private @Nullable Object decode(
            IdempotencyEngine engine, Outcome outcome, Answer answer, ProtectedCall call) {
        try {
            byte[] content = Envelope.unwrap(VERSION, outcome.payload());
            return answer.isVoid() ? null : codec.decode(content, answer.type());
        } catch (UnreadableRecordException | ValueCodecException e) {
            throw engine.refuse(
                    call.operation(),
                    Rejection.RECORD_UNREADABLE,
                    "'" + call.operation() + "' (key " + call.key() + ") was executed before, but its recorded answer"
                            + " cannot be read. " + e.getMessage());
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
