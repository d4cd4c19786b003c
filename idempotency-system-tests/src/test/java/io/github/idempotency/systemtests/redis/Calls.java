package io.github.idempotency.systemtests.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;

/** Calls as the engine makes them. */
final class Calls {

    /** Does not run out during a test. */
    static final Duration LONG = Duration.ofMinutes(1);

    static final Outcome OUTCOME = Outcome.result("done".getBytes(StandardCharsets.UTF_8));

    /** What a busy machine may need on top of a timeout; far below the minute a client waits by itself. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private Calls() {}

    static ClaimRequest request() {
        return request(IdempotencyKey.of("redis", UUID.randomUUID().toString()), LONG);
    }

    static ClaimRequest request(IdempotencyKey key, Duration lease) {
        return new ClaimRequest(key, Owner.next(), Fingerprint.of("asked"), "test", lease, LONG, true);
    }

    /** The same wish by somebody else. */
    static ClaimRequest another(ClaimRequest request) {
        return request(request.key(), LONG);
    }

    static Lease granted(IdempotencyStore store, ClaimRequest request) {
        Claim claim = store.claim(request);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        assertThat(((Claim.Granted) claim).attempt()).isEqualTo(1);
        return ((Claim.Granted) claim).lease();
    }

    static Lease settled(IdempotencyStore store, ClaimRequest request) {
        Lease lease = granted(store, request);
        assertThat(store.complete(lease, OUTCOME, LONG)).isTrue();
        return lease;
    }

    /** Asserts that a call fails in time, and that it says that the store is to blame. */
    static void assertGivenUpWithin(Duration timeout, ThrowingCallable call) {
        long start = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("check that it is");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout.plus(SLACK));
    }

    /** Waits until the store works again. */
    static void awaitRecovery(IdempotencyStore store) {
        await(() -> store.claim(request()) instanceof Claim.Granted);
    }

    /** Waits for an answer; only calls that fail loudly are forgiven. */
    static void await(Callable<Boolean> answer) {
        Awaitility.await("the store works again")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(StoreUnavailableException.class)
                .until(answer);
    }
}
