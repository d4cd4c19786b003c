package io.github.idempotency.engine;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Outcome;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.codec.RecordedPayload;
import io.github.idempotency.store.Claim;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One call until it executes or has its answer. Whatever it makes for the caller has been told to those who watch. */
final class Arrival {

    /** How long other transactions take, nobody knows. */
    private static final Duration AGAIN_AFTER_BLOCKED = Duration.ofSeconds(1);

    private final ProtectedCall call;
    private final CallWatch watch;
    private final EngineParts parts;

    Arrival(ProtectedCall call, EngineParts parts) {
        this.call = call;
        this.parts = parts;
        this.watch = parts.events().watch(call.operation(), call.key());
    }

    ProtectedCall call() {
        return call;
    }

    CallWatch watch() {
        return watch;
    }

    /** The answer to a call that neither executes nor waits any longer. */
    Admission ended(Verdict verdict, Claim claim) {
        if (verdict instanceof Verdict.Replay replay) {
            return replay(replay.outcome());
        }
        if (verdict instanceof Verdict.Reject reject) {
            throw refusal(reject.why(), reject.retryAfter(), null);
        }
        if (verdict instanceof Verdict.Hold) {
            throw refusal(Rejection.OUTCOME_UNKNOWN, null, null);
        }
        throw refusal(Rejection.IN_PROGRESS, claim instanceof Claim.Held held ? held.remaining() : Duration.ZERO, null);
    }

    /** It has its answer, and is told of, when an adapter has been able to read that. */
    private Admission replay(Outcome stored) {
        RecordedPayload recorded = RecordedPayload.decode(stored.payload());
        return new Admission.Replay(
                this,
                Outcome.of(stored.kind(), recorded.content()),
                new EngineEvent.Replayed(call.operation(), call.key(), stored.payload().length, recorded.trace()));
    }

    /** @param waited who has waited knows that another executes: to proceed would be to execute a second time */
    Admission withoutStore(boolean waited, Throwable cause) {
        boolean proceeds = call.policy().whenStoreFails() == WhenStoreFails.PROCEED && !waited;
        parts.failures().storeUnavailable(call, parts.gateway().storeName(), proceeds, cause);
        if (proceeds) {
            watch.publish(new EngineEvent.Unprotected(call.operation(), call.key()));
            return new Admission.Unprotected();
        }
        throw refusal(Rejection.STORE_UNAVAILABLE, parts.settings().storeTimeout(), cause);
    }

    /** Without heartbeats nobody could execute safely any more. */
    CallRejectedException closed() {
        return refusal(
                Rejection.STORE_UNAVAILABLE, null, new IllegalStateException("The idempotency engine is closed"));
    }

    CallRejectedException blocked(Throwable cause) {
        return refusal(Rejection.IN_PROGRESS, AGAIN_AFTER_BLOCKED, cause);
    }

    CallRejectedException unreadable(Throwable cause) {
        parts.failures().recordUnreadable(call, cause);
        return refusal(Rejection.RECORD_UNREADABLE, null, cause);
    }

    /** The adapter cannot read what the store has given. Its words do for a reason: what is below may quote the answer. */
    CallRejectedException unreadableAnswer(RuntimeException cause) {
        rejected(Rejection.RECORD_UNREADABLE);
        return new CallRejectedException(
                Rejection.RECORD_UNREADABLE,
                "'" + call.operation() + "' (key " + call.key()
                        + ") was executed before, but its recorded answer cannot be read. " + cause.getMessage());
    }

    /** Something went wrong that should not, and the caller gets that: the call has ended all the same. */
    void failed(Rejection nearest) {
        if (!watch.over()) {
            rejected(nearest);
        }
    }

    private CallRejectedException refusal(Rejection why, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        rejected(why);
        return new CallRejectedException(why, Refusals.message(why, call), retryAfter, cause);
    }

    private void rejected(Rejection why) {
        watch.publish(new EngineEvent.Rejected(call.operation(), call.key(), why));
    }
}
