package io.github.idempotency.systemtests.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.idempotency.Rejection;
import io.github.idempotency.spring.IdempotentCall;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What holds on every database. */
abstract class BeansInTransaction extends BankTest {

    @Test
    void theAnswerIsReplayedAndTheWorkDoneOnce() throws IOException {
        String first = bank.pay(reference, Inside.NOTHING);

        assertThat(bank.pay(reference, Inside.NOTHING)).isEqualTo(first);
        assertThat(bank.payments(reference)).isOne();
        assertThat(records()).isOne();
    }

    @Test
    void nobodySeesAnythingBeforeTheCommit() throws Exception {
        bank.pay(reference, () -> {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            assertThat(bank.payments(reference)).as("seen from inside").isOne();
            assertThat(Callers.elsewhere(() -> bank.payments(reference) + records()))
                    .as("seen from outside")
                    .isZero();
        });

        assertThat(Callers.elsewhere(() -> bank.payments(reference) + records()))
                .isEqualTo(2);
    }

    @Test
    void anExceptionLeavesNothing() throws IOException {
        assertThatIllegalStateException()
                .isThrownBy(() -> bank.pay(reference, () -> {
                    throw new IllegalStateException("no gateway");
                }));
        assertNothingRemains();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> bank.pay(reference, () -> {
                    throw new IOException("checked");
                }));
        assertNothingRemains();
        bank.pay(reference, Inside.NOTHING);
        assertThat(bank.payments(reference)).isOne();
    }

    @Test
    void whatCannotBeCommittedIsNoSuccess() throws IOException {
        assertThatExceptionOfType(UnexpectedRollbackException.class)
                .isThrownBy(() ->
                        bank.pay(reference, () -> outer.executeWithoutResult(status -> status.setRollbackOnly())));

        assertNothingRemains();
        bank.pay(reference, Inside.NOTHING);
        assertThat(bank.payments(reference)).isOne();
    }

    @Test
    void aFailureThatIsAnAnswerIsReplayedAndItsWorkUndone() {
        for (int call = 1; call <= 2; call++) {
            int number = call;
            assertThatExceptionOfType(OutOfMoneyException.class)
                    .isThrownBy(() -> bank.payIfCovered(reference, () -> {
                        throw new OutOfMoneyException("call " + number);
                    }))
                    .withMessage("call 1");
        }
        assertThat(bank.payments(reference)).isZero();
        assertThat(records()).isOne();
    }

    @Test
    void afterAFailureThatIsHeldNobodyExecutes() {
        assertThatIllegalStateException()
                .isThrownBy(() -> bank.payOrHold(reference, () -> {
                    throw new IllegalStateException("no gateway");
                }));

        assertThat(Callers.rejection(() -> bank.payOrHold(reference, Inside.NOTHING)))
                .isEqualTo(Rejection.OUTCOME_UNKNOWN);
        assertThat(bank.payments(reference)).isZero();
    }

    @Test
    void aFailureThatCommitsByTheRulesOfSpringIsCommittedWithItsRecord() {
        for (int call = 1; call <= 2; call++) {
            int number = call;
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> bank.payByTheRulesOfSpring(reference, () -> {
                        throw new IOException("call " + number);
                    }))
                    .withMessage("call 1");
        }
        assertThat(bank.payments(reference)).isOne();

        assertThatIllegalStateException()
                .isThrownBy(() -> bank.payByTheRulesOfSpring(reference + "-b", () -> {
                    throw new IllegalStateException("unchecked");
                }));
        assertThat(bank.payments(reference + "-b")).isZero();
    }

    @Test
    void anAnswerThatIsNotToBeRecordedFreesTheKeyAndKeepsTheWork() throws IOException {
        bank.pay(reference, () -> IdempotentCall.current().orElseThrow().doNotRecord());
        assertThat(records()).isZero();

        bank.pay(reference, Inside.NOTHING);
        assertThat(bank.payments(reference)).isEqualTo(2);
    }

    @Test
    void withoutAKeyTheWorkIsStillDoneAsAWhole() throws IOException {
        assertThatIllegalStateException()
                .isThrownBy(() -> bank.payWithOrWithoutAKey("", reference, () -> {
                    throw new IllegalStateException("no gateway");
                }));
        assertNothingRemains();

        bank.payWithOrWithoutAKey("", reference, Inside.NOTHING);
        bank.payWithOrWithoutAKey("", reference, Inside.NOTHING);
        assertThat(bank.payments(reference)).isEqualTo(2);
        assertThat(records()).isZero();
    }

    @Test
    void aFailureAfterTheCommitUndoesNothing() throws IOException {
        double before = executed();
        assertThatIllegalStateException()
                .isThrownBy(() -> bank.pay(
                        reference,
                        () -> TransactionSynchronizationManager.registerSynchronization(
                                new TransactionSynchronization() {
                                    @Override
                                    public void afterCommit() {
                                        throw new IllegalStateException("no mail");
                                    }
                                })));

        assertThat(executed() - before).as("counted as executed").isOne();
        bank.pay(reference, Inside.NOTHING);
        assertThat(bank.payments(reference)).isOne();
    }

    @Test
    void aCallJoinsTheTransactionOfItsCaller() throws IOException {
        outer.executeWithoutResult(status -> {
            String first = Callers.unchecked(() -> bank.pay(reference, Inside.NOTHING));
            assertThat(Callers.unchecked(() -> bank.pay(reference, Inside.NOTHING)))
                    .isEqualTo(first);
            status.setRollbackOnly();
        });
        assertNothingRemains();

        outer.executeWithoutResult(status -> Callers.unchecked(() -> bank.pay(reference, Inside.NOTHING)));
        bank.pay(reference, Inside.NOTHING);
        assertThat(bank.payments(reference)).isOne();
    }

    @Test
    void aRefusedCallLeavesTheTransactionOfItsCallerUsable() throws Exception {
        CountDownLatch paying = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<String> first = thread.submit(() -> bank.pay(reference, () -> {
                paying.countDown();
                Callers.await(goOn);
            }));
            Callers.await(paying);
            outer.executeWithoutResult(status -> {
                assertThat(Callers.rejection(() -> bank.pay(reference, Inside.NOTHING)))
                        .isEqualTo(Rejection.IN_PROGRESS);
                Callers.unchecked(() -> bank.pay(reference + "-b", Inside.NOTHING));
            });
            goOn.countDown();
            first.get(10, TimeUnit.SECONDS);
        } finally {
            goOn.countDown();
            thread.shutdownNow();
        }
        assertThat(bank.payments(reference)).isOne();
        assertThat(bank.payments(reference + "-b")).isOne();
    }

    @Test
    void aReadOnlyTransactionIsRefused() {
        TransactionTemplate readOnly = new TransactionTemplate(outer.getTransactionManager());
        readOnly.setReadOnly(true);

        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> readOnly.executeWithoutResult(
                        status -> Callers.unchecked(() -> bank.pay(reference, Inside.NOTHING))))
                .withMessageContaining("read-only");
        assertNothingRemains();
    }

    @Test
    void whoComesTogetherGetsOneAnswer() throws Exception {
        Set<String> answers = new HashSet<>(Callers.together(() -> bank.payOrWait(reference, () -> Callers.pause(50))));

        assertThat(answers).hasSize(1);
        assertThat(bank.payments(reference)).isOne();
    }

    @Test
    void whoComesTogetherGetsOneAnswerWhereTransactionsAreSerializable() throws Exception {
        Set<String> answers =
                new HashSet<>(Callers.together(() -> bank.payIsolated(reference, () -> Callers.pause(50))));

        assertThat(answers).hasSize(1);
        assertThat(bank.payments(reference)).isOne();
    }

    @Test
    void whoComesDuringTheWorkIsRefused() throws Exception {
        bank.pay(reference, () -> {
            Rejection refused = Callers.unchecked(() ->
                    Callers.elsewhere(() -> Callers.rejection(() -> bank.pay(reference, Inside.NOTHING))));
            assertThat(refused).isEqualTo(Rejection.IN_PROGRESS);
        });

        assertThat(bank.payments(reference)).isOne();
    }

    @Test
    void whoWaitsForAFailureIsTheNext() throws Exception {
        CountDownLatch paying = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<String> first = threads.submit(() -> bank.payOrWait(reference, () -> {
                paying.countDown();
                Callers.pause(300);
                throw new IllegalStateException("no gateway");
            }));
            Callers.await(paying);
            Future<String> second = threads.submit(() -> bank.payOrWait(reference, Inside.NOTHING));
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> first.get(10, TimeUnit.SECONDS));
            assertThat(second.get(10, TimeUnit.SECONDS)).isNotEmpty();
        } finally {
            threads.shutdownNow();
        }
        assertThat(bank.payments(reference)).isOne();
    }
}
