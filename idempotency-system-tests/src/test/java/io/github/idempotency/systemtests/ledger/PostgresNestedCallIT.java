package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.systemtests.support.PostgresTestServer;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.test.context.ContextConfiguration;

@ContextConfiguration(initializers = Postgres.class)
class PostgresNestedCallIT extends NestedCallTests {

    @BeforeAll
    static void needsTheServer() {
        PostgresTestServer.shared();
    }
}
