package io.github.idempotency.engine;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.store.Claim;
import java.time.Duration;

/**
 * Every decision this library takes about a key, as one pure function: no clock, no I/O, no thread. Drivers are loops
 * around it.
 */
final class Arbiter {

    private Arbiter() {}

    /**
     * @param claim what the store answered
     * @param fingerprint what this call asks for
     * @param policy how the operation wants to be protected
     * @param waited how long this call has waited so far
     */
    static Verdict decide(Claim claim, Fingerprint fingerprint, CallPolicy policy, Duration waited) {
        return claim.fold(
                Verdict.Execute::new,
                held -> held.fingerprint().equals(fingerprint) ? whileHeld(held, policy, waited) : reused(),
                // An abandoned record that asks for the same was not passed on, so the policy must be to hold it.
                abandoned -> abandoned.fingerprint().equals(fingerprint) ? new Verdict.Hold() : reused(),
                settled -> settled.fingerprint().equals(fingerprint) ? whenSettled(settled) : reused());
    }

    private static Verdict whileHeld(Claim.Held held, CallPolicy policy, Duration waited) {
        if (policy.whenInProgress() == WhenInProgress.REJECT) {
            return new Verdict.Reject(Rejection.IN_PROGRESS, held.remaining());
        }
        Duration left = policy.maxWait().minus(waited);
        if (left.isNegative() || left.isZero()) {
            return new Verdict.Reject(Rejection.IN_PROGRESS, held.remaining());
        }
        return new Verdict.Wait(left);
    }

    private static Verdict whenSettled(Claim.Settled settled) {
        return switch (settled.outcome().kind()) {
            case RESULT, FAILURE -> new Verdict.Replay(settled.outcome());
            case UNKNOWN -> new Verdict.Hold();
            case UNRECORDED -> new Verdict.Reject(Rejection.ANSWER_NOT_RECORDED, null);
        };
    }

    private static Verdict reused() {
        return new Verdict.Reject(Rejection.KEY_REUSED, null);
    }
}
