package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Owner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Calls as the engine makes them. */
final class Calls {

    /** Does not run out during a test. */
    static final Duration LONG = Duration.ofMinutes(1);

    static final Outcome OUTCOME = Outcome.result("done".getBytes(StandardCharsets.UTF_8));

    private Calls() {}

    static IdempotencyKey key() {
        return IdempotencyKey.of("jdbc", UUID.randomUUID().toString());
    }

    static ClaimRequest request() {
        return request(key(), LONG, LONG);
    }

    static ClaimRequest request(Duration lease, Duration retention) {
        return request(key(), lease, retention);
    }

    static ClaimRequest request(IdempotencyKey key, Duration lease, Duration retention) {
        return new ClaimRequest(key, Owner.next(), Fingerprint.of("asked"), "test", lease, retention, true);
    }

    /** The same wish by somebody else, with time to spare. */
    static ClaimRequest another(ClaimRequest request) {
        return request(request.key(), LONG, LONG);
    }

    static Claim.Granted granted(IdempotencyStore store, ClaimRequest request) {
        Claim claim = store.claim(request);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return (Claim.Granted) claim;
    }
}
