package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the store leaves for PostgreSQL's vacuum. */
class PostgresRowVersionsIT {

    private static final int CALLS = 200;

    @Test
    void duplicatesWriteNothingAndCompletionsSpareTheIndex() {
        try (HikariDataSource pool = Product.POSTGRESQL.server().pool(1)) {
            JdbcStoreSettings settings = Product.POSTGRESQL.table();
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, settings);
            JdbcTemplate database = new JdbcTemplate(pool);
            List<ClaimRequest> requests = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                ClaimRequest request = Calls.request();
                requests.add(request);
                store.complete(Calls.granted(store, request).lease(), Calls.OUTCOME, Calls.LONG);
            }
            for (ClaimRequest request : requests) {
                assertThat(store.claim(Calls.another(request))).isInstanceOf(Claim.Settled.class);
            }

            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                assertThat(counter(database, settings, "n_tup_ins")).isEqualTo(CALLS);
                assertThat(counter(database, settings, "n_tup_upd")).isEqualTo(CALLS);
            });
            assertThat(counter(database, settings, "n_tup_hot_upd"))
                    .as("updates that touched no index")
                    .isGreaterThan(CALLS * 3 / 4);
        }
    }

    private static int counter(JdbcTemplate database, JdbcStoreSettings settings, String name) {
        database.execute("SELECT pg_stat_force_next_flush()");
        Integer value = database.queryForObject(
                "SELECT " + name + " FROM pg_stat_user_tables WHERE relname = ?", Integer.class, settings.table());
        return value == null ? -1 : value;
    }
}
