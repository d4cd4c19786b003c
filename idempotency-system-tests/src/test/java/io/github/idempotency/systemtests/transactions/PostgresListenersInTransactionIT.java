package io.github.idempotency.systemtests.transactions;

import io.github.idempotency.systemtests.support.PostgresTestServer;
import org.springframework.context.ConfigurableApplicationContext;

/** Where one statement that fails spoils a transaction. */
class PostgresListenersInTransactionIT extends ListenersInTransaction {

    @Override
    ConfigurableApplicationContext start() {
        return BankApplication.on(PostgresTestServer.shared(), POOL);
    }
}
