package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.store.jdbc.SqlDialects;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.OtherTestServer;
import java.sql.SQLException;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract on a server of your own, such as Oracle, SQL Server, CockroachDB or YugabyteDB. */
@EnabledIfEnvironmentVariable(named = OtherTestServer.VARIABLE, matches = "jdbc:.+")
class OtherProductContractIT extends JdbcContract {

    @Override
    JdbcTestServer server() {
        return OtherTestServer.get();
    }

    @Override
    String platform() {
        try {
            return SqlDialects.detect(server().unpooled()).platform();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
