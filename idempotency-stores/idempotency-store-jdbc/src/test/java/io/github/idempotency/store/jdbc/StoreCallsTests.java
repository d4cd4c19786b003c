package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreCallsTests {

    @Test
    void aCallWhoseTimeHasPassedCostsThePoolNoConnection() {
        H2Database database = H2Database.empty();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(database.dataSource());
            StagedDataSource staged = new StagedDataSource(pool);
            StoreCalls calls = new StoreCalls(staged, new KnownProduct(null, "records"), JdbcStoreSettings.defaults());
            // By then the calling thread asks for its connections itself.
            for (int i = 0; i < 50; i++) {
                String answer = calls.call("claim", (records, session) -> "answer");
                assertThat(answer).isEqualTo("answer");
            }
            staged.calls().clear();
            Deadline passed =
                    new Deadline(System.nanoTime() - Duration.ofSeconds(1).toNanos());

            assertThatThrownBy(() -> calls.call("claim", passed, (records, session) -> "answer"))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(staged.calls()).isEmpty();
        } finally {
            database.close();
        }
    }
}
