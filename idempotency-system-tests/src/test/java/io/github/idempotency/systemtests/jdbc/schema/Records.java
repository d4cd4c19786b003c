package io.github.idempotency.systemtests.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** Two records, one settled and one claimed, and what must be true of them whatever happens to their table. */
final class Records {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Outcome OUTCOME = Outcome.result("done".getBytes(StandardCharsets.UTF_8));

    private final IdempotencyStore store;
    private final IdempotencyKey settled = key();
    private final IdempotencyKey claimed = key();
    private final Lease lease;

    private Records(IdempotencyStore store) {
        this.store = store;
        Lease ended = granted(settled);
        assertThat(store.complete(ended, OUTCOME, LONG)).isTrue();
        this.lease = granted(claimed);
    }

    static Records writtenTo(DataSource database) {
        return new Records(new JdbcIdempotencyStore(database));
    }

    /** The settled one is replayed; the claimed one keeps others out and can be completed by its owner. */
    void stand() {
        assertReplayed(settled);
        assertThat(store.claim(request(claimed))).isInstanceOf(Claim.Held.class);
        assertThat(store.renew(lease, LONG)).isTrue();
        assertThat(store.complete(lease, OUTCOME, LONG)).isTrue();
        assertReplayed(claimed);
    }

    private void assertReplayed(IdempotencyKey key) {
        assertThat(store.claim(request(key)))
                .isInstanceOfSatisfying(
                        Claim.Settled.class,
                        claim -> assertThat(claim.outcome().payload()).isEqualTo(OUTCOME.payload()));
    }

    private Lease granted(IdempotencyKey key) {
        Claim claim = store.claim(request(key));
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).lease();
    }

    private static ClaimRequest request(IdempotencyKey key) {
        return new ClaimRequest(key, Owner.next(), Fingerprint.of("asked"), "test", LONG, LONG, true);
    }

    private static IdempotencyKey key() {
        return IdempotencyKey.of("schema", UUID.randomUUID().toString());
    }
}
