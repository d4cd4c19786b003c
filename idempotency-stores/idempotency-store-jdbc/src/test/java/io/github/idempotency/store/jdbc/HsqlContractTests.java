package io.github.idempotency.store.jdbc;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The contract on HSQLDB in memory as it comes, where a statement locks the table. */
class HsqlContractTests extends EmbeddedContract {

    @Override
    TestDatabase database() {
        return new TestDatabase("hsqldb", "jdbc:hsqldb:mem:locks");
    }

    @Override
    String nowhere() {
        return "jdbc:hsqldb:hsql://127.0.0.1:1/nowhere";
    }

    @Override
    void beforeClosing(DataSource dataSource) {
        new JdbcTemplate(dataSource).execute("SHUTDOWN");
    }
}
