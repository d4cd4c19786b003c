package io.github.idempotency.systemtests.transactions;

import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;

class H2ListenersInTransactionTests extends ListenersInTransaction {

    @Override
    ConfigurableApplicationContext start() {
        return BankApplication.on("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "", POOL);
    }
}
