package io.github.idempotency.systemtests.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A bank on some database. Its pool has {@value #POOL} connections, fewer than there are callers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BankTest {

    static final int POOL = 6;

    private ConfigurableApplicationContext context;
    Bank bank;
    JdbcClient jdbc;
    TransactionTemplate outer;
    final String reference = "invoice-" + UUID.randomUUID();

    abstract ConfigurableApplicationContext start();

    @BeforeAll
    void open() {
        context = start();
        bank = context.getBean(Bank.class);
        jdbc = context.getBean(JdbcClient.class);
        outer = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        jdbc.sql("drop table if exists payment").update();
        jdbc.sql("create table payment (reference varchar(100) not null)").update();
    }

    @AfterAll
    void close() {
        context.close();
    }

    @AfterEach
    void everyConnectionIsBackAndTheTableForgets() {
        assertThat(context.getBean(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections())
                .isZero();
        assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
        jdbc.sql("delete from idempotency_record").update();
        jdbc.sql("delete from payment").update();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    void assertNothingRemains() {
        assertThat(bank.payments(reference)).as("payments").isZero();
        assertThat(records()).as("records").isZero();
    }

    int records() {
        return jdbc.sql("select count(*) from idempotency_record")
                .query(Integer.class)
                .single();
    }

    double executed() {
        return context
                .getBean(MeterRegistry.class)
                .find("idempotency.requests")
                .tags("operation", "Bank.pay", "outcome", "executed")
                .timers()
                .stream()
                .mapToDouble(Timer::count)
                .sum();
    }
}
