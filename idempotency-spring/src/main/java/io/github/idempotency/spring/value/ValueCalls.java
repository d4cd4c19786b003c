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
        Admission admission = engine.admit(call);
        if (admission instanceof Admission.Replay replay) {
            return replay(engine, replay.outcome(), answer, call);
        }
        if (admission instanceof Admission.Run run) {
            return execute(run.execution(), answer, body);
        }
        return body.run();
    }

    @SuppressWarnings("try") // the scope is only closed
    private @Nullable Object execute(Execution execution, Answer answer, Body body) throws Throwable {
        Object value;
        try (Execution.Scope ignored = execution.enter()) {
            value = body.run();
        } catch (Throwable failure) {
            failed(execution, answer, failure);
            throw failure;
        }
        if (answer.future() && value instanceof CompletionStage<?> stage) {
            return executeLater(execution, answer, stage);
        }
        succeeded(execution, answer, value);
        return value;
    }

    /** The caller's future completes after the outcome is recorded, so that a crash in between cannot lose it. */
    private CompletableFuture<Object> executeLater(Execution execution, Answer answer, CompletionStage<?> stage) {
        CompletableFuture<Object> recorded = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            try {
                if (failure == null) {
                    succeeded(execution, answer, value);
                } else {
                    failed(execution, answer, unwrapped(failure));
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

    private void succeeded(Execution execution, Answer answer, @Nullable Object value) {
        if (!execution.control().recording()) {
            execution.release();
            return;
        }
        Outcome outcome;
        try {
            outcome = Outcome.result(Envelope.wrap(VERSION, encode(answer, value)));
        } catch (ValueCodecException e) {
            log.error(
                    "The answer of {} (key {}) cannot be recorded; duplicates will be refused as {}",
                    execution.operation(),
                    execution.key(),
                    Rejection.ANSWER_NOT_RECORDED.code(),
                    e);
            outcome = Outcome.unrecorded();
        }
        execution.complete(outcome);
    }

    private byte[] encode(Answer answer, @Nullable Object value) {
        return answer.isVoid() ? NOTHING : codec.encode(value, answer.type());
    }

    private static void failed(Execution execution, Answer answer, Throwable failure) {
        if (!execution.control().recording()) {
            execution.release();
        } else if (answer.isAnswer(failure) || execution.policy().whenFails() == WhenFails.STORE) {
            execution.complete(Outcome.failure(RecordedFailure.of(failure).encode()));
        } else if (execution.policy().whenFails() == WhenFails.HOLD) {
            execution.complete(Outcome.unknown());
        } else {
            execution.release();
        }
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
