package io.github.idempotency.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.spring.health.HealthReport.Status;
import io.github.idempotency.spring.health.StoresHealth;
import java.sql.Connection;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;

class BusyPoolTests {

    /** Either the store gives up waiting for a connection first, or the pool does. */
    @ParameterizedTest
    @ValueSource(longs = {30_000, 250})
    void aDatabaseWhoseOnlyConnectionIsInUseIsNotDown(long connectionTimeoutMillis) {
        Apps.plain(HealthContributorAutoConfiguration.class)
                .withBean(DataSource.class, () -> poolOfOne(connectionTimeoutMillis))
                .withPropertyValues("idempotency.store-timeout=500ms")
                .run(context -> {
                    StoresHealth health = context.getBean(StoresHealth.class);
                    assertThat(health.report().details().toString()).contains("jdbc");
                    try (Connection inUse = context.getBean(DataSource.class).getConnection()) {
                        assertThat(inUse.isValid(1)).isTrue();
                        for (int looks = 0; looks < 5; looks++) {
                            assertThat(health.report().status()).isEqualTo(Status.UNKNOWN);
                        }
                    }
                    await().until(() -> health.report().status() == Status.UP);
                });
    }

    private static HikariDataSource poolOfOne(long connectionTimeoutMillis) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(connectionTimeoutMillis);
        return pool;
    }
}
