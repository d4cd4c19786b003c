package io.github.idempotency.systemtests.transactions;

import io.github.idempotency.systemtests.support.MySqlTestServer;
import org.springframework.context.ConfigurableApplicationContext;

class MySqlBeansInTransactionIT extends BeansInTransaction {

    @Override
    ConfigurableApplicationContext start() {
        return BankApplication.on(MySqlTestServer.shared(), POOL);
    }
}
