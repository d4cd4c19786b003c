package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Owner;
import java.nio.file.Path;
import java.time.Duration;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class InterruptedCallerTests {

    /** H2 closes the whole database when an interrupted thread touches its file. */
    @Test
    void aCancelledCallerRecordsWhatItDidInADatabaseFileAndStaysInterrupted(@TempDir Path folder) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:" + folder.resolve("file") + ";WRITE_DELAY=0;CACHE_SIZE=0", "sa", "");
        new JdbcTemplate(pool).execute(SchemaScripts.text(SqlDialects.of("h2"), JdbcStoreSettings.DEFAULT_TABLE));
        JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool);
        Duration minute = Duration.ofMinutes(1);
        for (int i = 0; i < 20; i++) {
            ClaimRequest request = new ClaimRequest(
                    IdempotencyKey.of("call " + i), Owner.next(), Fingerprint.NONE, "test", minute, minute, false);
            Claim.Granted granted = (Claim.Granted) store.claim(request);

            Thread.currentThread().interrupt();
            boolean recorded = store.complete(granted.lease(), Outcome.result(new byte[300_000]), minute);

            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            assertThat(recorded).isTrue();
            assertThat(store.find(request.key())).isPresent();
        }
        new JdbcTemplate(pool).execute("SHUTDOWN");
        pool.dispose();
    }
}
