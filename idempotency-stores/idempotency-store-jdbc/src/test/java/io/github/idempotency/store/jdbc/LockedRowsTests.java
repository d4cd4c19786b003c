package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A listing of the product that passes over locked rows, on H2, where one is reported on demand. */
class LockedRowsTests {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Set<RecordView.State> CLAIMED = Set.of(RecordView.State.CLAIMED);
    private static final String REFUSING = "WITH (READCOMMITTEDLOCK, NOWAIT) WHERE";
    private static final String FAILING = "WHERE 1 / (attempt - attempt) = 0 AND";

    /** H2's for a division by zero, and that of SQL Server for a lock that is not to be had. */
    private static final Map<Integer, Integer> LOCKED = Map.of(22012, 1222);

    @Test
    void aListingIsCompleteWhereNothingIsLocked() {
        RecordListing listing = listing(Map.of());

        assertThat(listing.records()).hasSize(1);
        assertThat(listing.complete()).isTrue();
    }

    @Test
    void aListingThatPassedOverLockedRowsIsNotComplete() {
        RecordListing listing = listing(Map.of(REFUSING, FAILING));

        assertThat(listing.records()).hasSize(1);
        assertThat(listing.complete()).isFalse();
    }

    private static RecordListing listing(Map<String, String> phrases) {
        AbsentProduct product = AbsentProduct.SQL_SERVER;
        try (H2Database database = product.database()) {
            Masquerade locks = new Masquerade(phrases, LOCKED, false);
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(
                    locks.wrap(product.masquerade().wrap(database.dataSource())),
                    product.dialect(),
                    JdbcStoreSettings.defaults().withTimeout(Duration.ofSeconds(20)));
            store.claim(
                    new ClaimRequest(IdempotencyKey.of("a"), Owner.next(), Fingerprint.NONE, "pay", LONG, LONG, false));
            return store.list(CLAIMED, 10);
        }
    }
}
