package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.store.jdbc.SqlDialects;
import io.github.idempotency.systemtests.support.MariaDbTestServer;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** MySQL's driver takes MariaDB for MySQL; so does the store then, on the same table. */
class MariaDbThroughMySqlDriverIT {

    private JdbcIdempotencyStore plain;
    private JdbcIdempotencyStore disguised;
    private DataSource disguise;

    @BeforeEach
    void open() {
        JdbcStoreSettings settings = Product.MARIADB.table();
        plain = new JdbcIdempotencyStore(MariaDbTestServer.shared().unpooled(), settings);
        disguise = new DriverManagerDataSource(
                MariaDbTestServer.shared().url().replace("jdbc:mariadb:", "jdbc:mysql:"),
                MariaDbTestServer.shared().user(),
                MariaDbTestServer.shared().password());
        disguised = new JdbcIdempotencyStore(disguise, settings);
    }

    @Test
    void bothSeeTheSameRecords() throws Exception {
        assertThat(SqlDialects.detect(disguise).platform()).isEqualTo("mysql");
        ClaimRequest request = Calls.request(Duration.ofMillis(1), Calls.LONG);
        Calls.granted(disguised, request);
        Thread.sleep(5);

        Lease lease = Calls.granted(plain, Calls.another(request)).lease();
        assertThat(disguised.claim(Calls.another(request))).isInstanceOf(Claim.Held.class);
        assertThat(disguised.complete(lease, Calls.OUTCOME, Calls.LONG)).isTrue();

        assertThat(plain.claim(Calls.another(request)))
                .isEqualTo(disguised.claim(Calls.another(request)))
                .isEqualTo(new Claim.Settled(request.fingerprint(), Calls.OUTCOME));
    }
}
