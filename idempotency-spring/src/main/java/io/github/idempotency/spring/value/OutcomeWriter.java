package io.github.idempotency.spring.value;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenFails;
import io.github.idempotency.codec.Envelope;
import io.github.idempotency.codec.RecordedFailure;
import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import io.github.idempotency.engine.Execution;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what is recorded of a call that has ended; {@code null} stands for nothing, which frees the key. */
final class OutcomeWriter {

    /** The format of recorded values. */
    static final byte VERSION = 1;

    private static final Logger log = LoggerFactory.getLogger(ValueCalls.class);
    private static final byte[] NOTHING = {};

    /** Causes may form a circle. */
    private static final int DEEPEST_CAUSE = 20;

    private final ValueCodec codec;
    private final TrialReplay trial;

    OutcomeWriter(ValueCodec codec) {
        this.codec = codec;
        this.trial = new TrialReplay(codec);
    }

    /** Whatever goes wrong here, the code has run: the caller gets its value, and the key must not become free. */
    @Nullable
    Outcome ofValue(Execution execution, Answer answer, @Nullable Object value) {
        if (!execution.control().recording()) {
            return null;
        }
        String reason;
        try {
            return Outcome.result(Envelope.wrap(VERSION, encode(answer, value)));
        } catch (ValueCodecException e) {
            reason = String.valueOf(e.getMessage());
        } catch (RuntimeException | Error e) {
            reason = e.getClass().getName();
        }
        log.error(
                "The answer of {} (key {}) cannot be recorded; duplicates will be refused as {}. {}",
                execution.operation(),
                execution.key(),
                Rejection.ANSWER_NOT_RECORDED.code(),
                reason);
        return Outcome.unrecorded();
    }

    @Nullable
    Outcome ofFailure(Execution execution, Answer answer, Throwable failure) {
        if (!execution.control().recording()) {
            return null;
        }
        WhenFails whenFails = execution.policy().whenFails();
        if (isRefusal(failure)) {
            // What an inner call met at this moment is nothing to repeat for hours.
            return whenFails == WhenFails.HOLD ? Outcome.unknown() : null;
        }
        if (answer.isAnswer(failure) || whenFails == WhenFails.STORE) {
            return Outcome.failure(recorded(failure).encode());
        }
        return whenFails == WhenFails.HOLD ? Outcome.unknown() : null;
    }

    private static boolean isRefusal(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof CallRejectedException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** What succeeded is undone with its transaction; a failure that counts as an answer still is one. */
    @Nullable
    Outcome afterRollback(Execution execution, @Nullable Outcome outcome) {
        if (outcome != null && outcome.kind() == Outcome.Kind.FAILURE) {
            return outcome;
        }
        boolean hold = execution.policy().whenFails() == WhenFails.HOLD
                && execution.control().recording();
        return hold ? Outcome.unknown() : null;
    }

    private byte[] encode(Answer answer, @Nullable Object value) {
        if (answer.isVoid()) {
            return NOTHING;
        }
        byte[] content = codec.encode(value, answer.type());
        trial.check(content, answer.type(), value);
        return content;
    }

    private static RecordedFailure recorded(Throwable failure) {
        try {
            return RecordedFailure.of(failure);
        } catch (RuntimeException e) {
            // An exception that cannot say its message is recorded without one.
            return new RecordedFailure(failure.getClass().getName(), null);
        }
    }
}
