package io.github.idempotency.systemtests.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.idempotency.IdempotencyException;
import io.github.idempotency.systemtests.support.PostgresTestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

class PostgresBeansInTransactionIT extends BeansInTransaction {

    @Override
    ConfigurableApplicationContext start() {
        return BankApplication.on(PostgresTestServer.shared(), POOL);
    }

    @Test
    void aConstraintThatIsCheckedAtTheCommitLeavesNothing() throws IOException {
        jdbc.sql("drop table if exists slip").update();
        jdbc.sql("create table slip (number int constraint unique_slip unique deferrable initially deferred)")
                .update();
        jdbc.sql("insert into slip values (1)").update();

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> bank.pay(
                        "late", () -> jdbc.sql("insert into slip values (1)").update()));

        assertThat(bank.payments("late")).isZero();
        assertThat(records()).isZero();
        bank.pay("late", () -> jdbc.sql("insert into slip values (2)").update());
        assertThat(bank.payments("late")).isOne();
    }

    @Test
    void aConnectionThatDiesBeforeTheCommitLeavesNothing() throws IOException {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> bank.pay("killed", () -> {
                    int connection = jdbc.sql("select pg_backend_pid()")
                            .query(Integer.class)
                            .single();
                    Callers.elsewhere(() -> jdbc.sql("select pg_terminate_backend(?)")
                            .param(connection)
                            .query(Boolean.class)
                            .single());
                }))
                .isInstanceOfAny(TransactionException.class, IdempotencyException.class);

        assertThat(bank.payments("killed")).isZero();
        bank.pay("killed", Inside.NOTHING);
        assertThat(bank.payments("killed")).isOne();
    }
}
