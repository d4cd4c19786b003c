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

    private static final int LANES = Integer.getInteger("lanes", 2);
    private static final int LARGEST = 64;

    /** Larger payloads travel alone: they would hold up the others. */
    private static final int LARGEST_PAYLOAD = 32 * 1024;

    private final StoreCalls calls;
    private final boolean wanted;
    private final JoinedCalls<ClaimRequest, Claim> claims;
    private final JoinedCalls<Completion, Boolean> completions;

    /** @param wanted whether calls may travel together at all */
    JoinedVerbs(StoreCalls calls, Duration timeout, boolean wanted) {
        this.calls = calls;
        this.wanted = wanted;
        this.claims = new JoinedCalls<>(LANES, LARGEST, timeout, new Claims());
        this.completions = new JoinedCalls<>(LANES, LARGEST, timeout, new Completions());
    }

    Claim claim(ClaimRequest request) {
        return wanted && calls.joins() ? claims.call(request) : claimAlone(request);
    }

    boolean complete(Lease lease, Outcome outcome, Duration retention) {
        Completion completion = new Completion(lease, outcome, retention);
        boolean joins = wanted && outcome.payload().length <= LARGEST_PAYLOAD && calls.joins();
        return joins ? completions.call(completion) : completeAlone(completion);
    }

    private Claim claimAlone(ClaimRequest request) {
        return calls.call("claim", (records, session) -> records.tryClaim(session, request));
    }

    private boolean completeAlone(Completion it) {
        return calls.call(
                "complete", (records, session) -> records.complete(session, it.lease(), it.outcome(), it.retention()));
    }

    private final class Claims implements JoinedCalls.Journey<ClaimRequest, Claim> {

        @Override
        public IdempotencyKey key(ClaimRequest request) {
            return request.key();
        }

        @Override
        public Claim alone(ClaimRequest request) {
            return claimAlone(request);
        }

        @Override
        public Map<IdempotencyKey, Claim> together(List<ClaimRequest> requests) {
            return calls.joined("claim", (joined, session) -> joined.claim(session, requests));
        }
    }

    private final class Completions implements JoinedCalls.Journey<Completion, Boolean> {

        @Override
        public IdempotencyKey key(Completion completion) {
            return completion.lease().key();
        }

        @Override
        public Boolean alone(Completion completion) {
            return completeAlone(completion);
        }

        @Override
        public Map<IdempotencyKey, Boolean> together(List<Completion> several) {
            return calls.joined("complete", (joined, session) -> joined.complete(session, several));
        }
    }
}
