package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps the ledger in a schema of its own on PostgreSQL. */
final class Postgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String SCHEMA = "ledger_test";

    /** Ends a connection, as an administrator does. */
    static void kill(int process) {
        new JdbcTemplate(PostgresTestServer.shared().unpooled())
                .queryForObject("select pg_terminate_backend(?, 10000)", Boolean.class, process);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        JdbcTestServer server = PostgresTestServer.shared();
        JdbcTemplate jdbc = new JdbcTemplate(server.unpooled());
        jdbc.execute("create schema if not exists " + SCHEMA);
        jdbc.execute("create table if not exists " + SCHEMA + ".ledger_account (id int primary key)");
        jdbc.execute("create table if not exists " + SCHEMA + ".ledger_line (entry int references " + SCHEMA
                + ".ledger_account (id) deferrable initially deferred)");
        TestPropertyValues.of(
                        "spring.datasource.url=" + server.url("currentSchema=" + SCHEMA),
                        "spring.datasource.username=" + server.user(),
                        "spring.datasource.password=" + server.password())
                .applyTo(context);
    }
}
