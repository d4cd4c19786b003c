package io.github.idempotency.systemtests.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Rejection;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listeners neither take part in the transactions of calls nor spoil them, on every database. */
abstract class ListenersInTransaction extends BankTest {

    private Pager pager;

    @BeforeEach
    void findThePager() {
        pager = bean(Pager.class);
    }

    @AfterEach
    void thePagerRests() {
        pager.rests();
    }

    private void write(String text) {
        jdbc.sql("insert into payment (reference) values (?)").param(text).update();
    }

    @Test
    void whatAListenerWritesOnAReplayStays() throws IOException {
        bank.pay(reference, Inside.NOTHING);
        pager.does(event -> write("noted"));
        bank.pay(reference, Inside.NOTHING);

        assertThat(bank.payments("noted")).isOne();
    }

    @Test
    void whatAListenerWritesOnACollisionStays() {
        Callers.unchecked(() -> bank.payOnce(reference, "10 EUR"));
        pager.does(event -> write("noted"));
        assertThat(Callers.rejection(() -> bank.payOnce(reference, "20 EUR"))).isEqualTo(Rejection.KEY_REUSED);

        assertThat(pager.heard()).containsExactly("KeyReusedEvent");
        assertThat(bank.payments("noted")).isOne();
    }

    @Test
    void whatAListenerWritesStaysAlsoIfTheCallersTransactionIsRolledBack() {
        Callers.unchecked(() -> bank.pay(reference, Inside.NOTHING));
        pager.does(event -> write("noted"));
        outer.executeWithoutResult(status -> {
            write("other");
            Callers.unchecked(() -> bank.pay(reference, Inside.NOTHING));
            assertThat(pager.heard()).as("before the end").isEmpty();
            status.setRollbackOnly();
        });

        assertThat(pager.heard()).containsExactly("CallReplayedEvent");
        assertThat(bank.payments("noted")).isOne();
        assertThat(bank.payments("other")).isZero();
    }

    @Test
    void aListenerThatThrowsDoesNotDecideOverTheCallersTransaction() {
        Callers.unchecked(() -> bank.pay(reference, Inside.NOTHING));
        pager.does(event -> {
            throw new IllegalStateException("the pager is down");
        });
        replayInside();

        assertThat(bank.payments("other")).isOne();
    }

    @Test
    void aListenerWhoseStatementFailsDoesNotEither() {
        Callers.unchecked(() -> bank.pay(reference, Inside.NOTHING));
        pager.does(event -> jdbc.sql("insert into nowhere values (1)").update());
        replayInside();

        assertThat(bank.payments("other")).isOne();
    }

    @Test
    void norDoesItOverOneAroundACallThatRecordsSeparately() {
        Callers.unchecked(() -> bank.paySeparately(reference));
        pager.does(event -> jdbc.sql("insert into nowhere values (1)").update());
        outer.executeWithoutResult(status -> {
            write("other");
            bank.paySeparately(reference);
            write("other");
        });

        assertThat(pager.heard()).containsExactly("CallReplayedEvent");
        assertThat(bank.payments("other")).isEqualTo(2);
    }

    private void replayInside() {
        outer.executeWithoutResult(status -> {
            write("other");
            Callers.unchecked(() -> bank.pay(reference, Inside.NOTHING));
        });
        assertThat(pager.heard()).containsExactly("CallReplayedEvent");
    }
}
