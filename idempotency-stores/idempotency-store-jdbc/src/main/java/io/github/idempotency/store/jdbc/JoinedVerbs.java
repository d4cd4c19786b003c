package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Claims and completions, which travel together where many wait and the product has statements for that. Thread-safe. */
final class JoinedVerbs {

    /** Two, so that one statement is on its way while the other waits for the disk; more of them would have less company. */
    private static final int LANES = 2;

    private static final int LARGEST = 64;

    private static final Duration LONGEST_LOCK = Duration.ofMillis(100);

    /** Half of the quarter of the timeout after which there is no time left to try each call alone. */
    private static final int LOCK_SHARE = 8;

    private final StoreCalls calls;
    private final boolean wanted;
    private final Duration longestLock;
    private final JoinedCalls<ClaimRequest, Claim> claims;
    private final JoinedCalls<Completion, Boolean> completions;

    /** @param wanted whether calls may travel together at all */
    JoinedVerbs(StoreCalls calls, Duration timeout, boolean wanted) {
        this.calls = calls;
        this.wanted = wanted;
        this.longestLock = longestLock(timeout);
        this.claims = new JoinedCalls<>(LANES, LARGEST, timeout, new Claims());
        this.completions = new JoinedCalls<>(LANES, LARGEST, timeout, new Completions());
    }

    /** So that whoever has met a lock, or was in that company, can still be tried alone. */
    static Duration longestLock(Duration timeout) {
        Duration share = timeout.dividedBy(LOCK_SHARE);
        return share.compareTo(LONGEST_LOCK) < 0 ? share : LONGEST_LOCK;
    }

    Claim claim(ClaimRequest request) {
        return wanted && calls.joins() ? claims.call(request) : claimAlone(request, calls.deadline());
    }

    boolean complete(Lease lease, Outcome outcome, Duration retention) {
        Completion completion = new Completion(lease, outcome, retention);
        boolean joins = wanted && outcome.payload().length <= JoinedStatements.LARGEST_PAYLOAD && calls.joins();
        return joins ? completions.call(completion) : completeAlone(completion, calls.deadline());
    }

    private Claim claimAlone(ClaimRequest request, Deadline deadline) {
        return calls.call("claim", deadline, (records, session) -> records.tryClaim(session, request));
    }

    private boolean completeAlone(Completion it, Deadline deadline) {
        return calls.call(
                "complete",
                deadline,
                (records, session) -> records.complete(session, it.lease(), it.outcome(), it.retention()));
    }

    private final class Claims implements JoinedCalls.Journey<ClaimRequest, Claim> {

        @Override
        public IdempotencyKey key(ClaimRequest request) {
            return request.key();
        }

        @Override
        public Claim alone(ClaimRequest request, Deadline deadline) {
            return claimAlone(request, deadline);
        }

        @Override
        public Map<IdempotencyKey, Claim> together(List<ClaimRequest> requests, Deadline deadline) {
            return calls.joined("claim", deadline, (joined, session) -> joined.claim(session, requests, longestLock));
        }
    }

    private final class Completions implements JoinedCalls.Journey<Completion, Boolean> {

        @Override
        public IdempotencyKey key(Completion completion) {
            return completion.lease().key();
        }

        @Override
        public Boolean alone(Completion completion, Deadline deadline) {
            return completeAlone(completion, deadline);
        }

        @Override
        public Map<IdempotencyKey, Boolean> together(List<Completion> several, Deadline deadline) {
            return calls.joined("complete", deadline, (joined, session) -> joined.complete(session, several));
        }
    }
}
