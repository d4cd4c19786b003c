package io.github.idempotency.spring.value;

import io.github.idempotency.Outcome;
import io.github.idempotency.codec.Envelope;
import io.github.idempotency.codec.RecordedFailure;
import io.github.idempotency.codec.ValueCodec;
import io.github.idempotency.codec.ValueCodecException;
import io.github.idempotency.store.UnreadableRecordException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What code came to the first time.
 *
 * @param value what it returned
 * @param failure what it threw, or {@code null} if it returned
 */
record RecordedAnswer(@Nullable Object value, @Nullable Throwable failure) {

    /**
     * @throws UnreadableRecordException if it is damaged or newer than this version
     * @throws ValueCodecException if it is no value of the answer's type
     */
    static RecordedAnswer read(Outcome outcome, Answer answer, ValueCodec codec) {
        if (outcome.kind() == Outcome.Kind.FAILURE) {
            return new RecordedAnswer(
                    null, FailureReplay.rebuild(RecordedFailure.decode(outcome.payload()), answer.rebuildable()));
        }
        byte[] content = Envelope.unwrap(OutcomeWriter.VERSION, outcome.payload());
        return new RecordedAnswer(answer.isVoid() ? null : codec.decode(content, answer.type()), null);
    }

    @Nullable
    Object give(Answer answer) throws Throwable {
        if (answer.future()) {
            return failure == null ? CompletableFuture.completedFuture(value) : CompletableFuture.failedFuture(failure);
        }
        if (failure != null) {
            throw failure;
        }
        return value;
    }
}
