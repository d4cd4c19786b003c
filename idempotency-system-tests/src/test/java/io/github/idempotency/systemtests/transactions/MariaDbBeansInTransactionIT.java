package io.github.idempotency.systemtests.transactions;

import io.github.idempotency.systemtests.support.MariaDbTestServer;
import org.springframework.context.ConfigurableApplicationContext;

class MariaDbBeansInTransactionIT extends BeansInTransaction {

    @Override
    ConfigurableApplicationContext start() {
        return BankApplication.on(MariaDbTestServer.shared(), POOL);
    }
}
