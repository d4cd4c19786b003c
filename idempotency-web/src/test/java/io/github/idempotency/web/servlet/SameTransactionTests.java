package io.github.idempotency.web.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Rejection;
import io.github.idempotency.store.RecordView.State;
import io.github.idempotency.web.http.Settings;
import io.github.idempotency.web.servlet.PlayedContainer.PlayedAnswer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Handlers whose writes, record and answer stand or fall together. */
class SameTransactionTests {

    private final PlayedContainer container =
            new PlayedContainer(Settings.with().limits(1_000, 50).build(), false);
    private final Desk desk = container.desk;

    @AfterEach
    void close() {
        container.close();
        assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                .as("a transaction is left on the thread")
                .isFalse();
    }

    @Test
    void workAndRecordAreCommittedTogetherBeforeTheAnswerLeaves() {
        desk.work = (request, response) -> {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            return "done";
        };
        assertThat(container.serve("/same", "k").text()).isEqualTo("done");

        assertThat(container.transactions()).containsExactly("committed");
        assertThat(container.store().states()).containsExactly(State.SETTLED);
        PlayedAnswer second = container.serve("/same", "k");
        assertThat(second.text()).isEqualTo("done");
        assertThat(second.replayed()).isTrue();
        assertThat(desk.runs).isEqualTo(1);
    }

    @Test
    void aFailedCommitIsAnsweredAsAFailureAndLeavesNothing() {
        container.bean(PlayedTransactions.class).failingCommit = true;
        PlayedAnswer first = container.serve("/same", "k");

        assertThat(first.getStatus()).isEqualTo(500);
        assertThat(first.text()).isEqualTo("page 500");
        assertThat(first.failure).isInstanceOf(TransactionSystemException.class);
        assertThat(container.store().states()).isEmpty();
        assertThat(container.serve("/same", "k").text()).isEqualTo("done");
        assertThat(desk.runs).isEqualTo(2);
    }

    @Test
    void aFailedCommitMayHoldTheKey() {
        container.bean(PlayedTransactions.class).failingCommit = true;
        container.serve("/same/held", "k");

        assertThat(container.serve("/same/held", "k").refusedAs(Rejection.OUTCOME_UNKNOWN.code()))
                .isTrue();
        assertThat(desk.runs).isEqualTo(1);
    }

    @Test
    void aRecordThatCannotBeWrittenUndoesTheWork() {
        container.store().refusingOutcomes = true;
        PlayedAnswer first = container.serve("/same", "k");

        assertThat(first.getStatus()).isEqualTo(500);
        assertThat(container.transactions()).containsExactly("rolled back");
        assertThat(container.store().states()).isEmpty();
    }

    @Test
    void aRefusalIsAsTrueWithoutItsRecord() {
        container.store().refusingOutcomes = true;
        desk.work = (request, response) -> ResponseEntity.status(404).body("none");
        PlayedAnswer first = container.serve("/same", "k");

        assertThat(first.getStatus()).isEqualTo(404);
        assertThat(first.text()).isEqualTo("none");
        assertThat(container.transactions()).startsWith("rolled back");
    }

    @Test
    void anExceptionUndoesTheWorkAndItsAnswerIsRecordedByItself() {
        desk.work = (request, response) -> {
            throw new Desk.RefusedException();
        };
        PlayedAnswer first = container.serve("/same", "k");

        assertThat(first.text()).isEqualTo("refused");
        assertThat(container.transactions()).containsExactly("rolled back", "committed");
        assertThat(container.serve("/same", "k").replayed()).isTrue();
        assertThat(desk.runs).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"/same, 2, ''", "/same/held, 1, OUTCOME_UNKNOWN", "/same/stored, 1, ''"})
    void anUnhandledExceptionFollowsThePolicy(String path, int runs, String refusal) {
        desk.work = (request, response) -> {
            throw new IllegalStateException("broken");
        };
        assertThat(container.serve(path, "k").text()).isEqualTo("page 500");
        PlayedAnswer second = container.serve(path, "k");

        assertThat(container.transactions().get(0)).isEqualTo("rolled back");
        assertThat(desk.runs).isEqualTo(runs);
        if (refusal.isEmpty()) {
            assertThat(second.text()).isEqualTo("page 500");
        } else {
            assertThat(second.refusedAs(Rejection.valueOf(refusal).code())).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"400, committed, true", "404, committed, true", "500, rolled back, false", "503, rolled back, false"})
    void theStatusDecidesWhatIsCommitted(int status, String end, boolean replayed) {
        desk.work = (request, response) -> ResponseEntity.status(status).body("said");
        PlayedAnswer first = container.serve("/same", "k");

        assertThat(first.text()).isEqualTo("said");
        assertThat(first.getStatus()).isEqualTo(status);
        assertThat(container.transactions()).first().isEqualTo(end);
        assertThat(container.serve("/same", "k").replayed()).isEqualTo(replayed);
        assertThat(desk.runs).isEqualTo(replayed ? 1 : 2);
    }

    @ParameterizedTest
    @CsvSource({"200, 500, false", "404, 404, true"})
    void aTransactionMarkedForRollbackTellsOfNoSuccess(int status, int answered, boolean replayed) {
        desk.work = (request, response) -> {
            container.bean(PlayedTransactions.class).failInside();
            return ResponseEntity.status(status).body("said");
        };
        assertThat(container.serve("/same", "k").getStatus()).isEqualTo(answered);

        assertThat(container.transactions()).first().isEqualTo("rolled back");
        assertThat(container.serve("/same", "k").replayed()).isEqualTo(replayed);
    }

    @ParameterizedTest
    @CsvSource({"404, rolled back", "200, committed"})
    void anErrorPageIsRenderedAfterTheEndOfTheTransaction(int status, String end) {
        desk.work = (request, response) -> {
            response.sendError(status);
            return null;
        };
        assertThat(container.serve("/same", "k").text()).isEqualTo("page " + status);
        assertThat(container.transactions()).first().isEqualTo(end);
    }

    @Test
    void anErrorPageAfterARolledBackTransactionIsRecordedByItself() {
        desk.work = (request, response) -> {
            response.sendError(404);
            return null;
        };
        container.serve("/same", "k");
        PlayedAnswer second = container.serve("/same", "k");

        assertThat(second.text()).isEqualTo("page 404");
        assertThat(second.replayed()).isTrue();
        assertThat(desk.runs).isEqualTo(1);
    }

    @Test
    void asynchronousWorkIsRefusedBecauseItWouldOutliveTheTransaction() {
        desk.work = (request, response) -> CompletableFuture.completedFuture("done");
        PlayedAnswer byValue = container.serve("/same", "k");
        assertThat(byValue.getStatus()).isEqualTo(500);
        assertThat(byValue.failure).hasMessageContaining("has to be rolled back");

        desk.work = (request, response) -> {
            request.startAsync();
            return null;
        };
        PlayedAnswer byHand = container.serve("/same", "other");
        assertThat(byHand.getStatus()).isEqualTo(500);
        assertThat(container.transactions()).doesNotContain("committed");
        assertThat(container.store().states()).isEmpty();
    }

    @Test
    void anAnswerOverTheLimitIsCommittedUnrecorded() {
        desk.work = (request, response) -> "x".repeat(51);
        assertThat(container.serve("/same", "k").text()).hasSize(51);

        assertThat(container.transactions()).containsExactly("committed");
        assertThat(container.serve("/same", "k").refusedAs(Rejection.ANSWER_NOT_RECORDED.code()))
                .isTrue();
    }

    @Test
    void anAnswerOverTheLimitThatTheHandlerWritesItselfIsRolledBack() {
        desk.work = (request, response) -> {
            response.getOutputStream().write(new byte[51]);
            return null;
        };
        PlayedAnswer first = container.serve("/same", "k");

        assertThat(first.getStatus()).isEqualTo(500);
        assertThat(first.failure).hasStackTraceContaining("idempotency.web.max-response-size (50 bytes)");
        assertThat(container.transactions()).containsExactly("rolled back");
    }

    @Test
    void anAnswerOverTheLimitDoesNotLeaveIfItsCommitFails() {
        container.bean(PlayedTransactions.class).failingCommit = true;
        desk.work = (request, response) -> "x".repeat(51);
        PlayedAnswer first = container.serve("/same", "k");

        assertThat(first.getStatus()).isEqualTo(500);
        assertThat(first.text()).doesNotContain("x");
    }

    @Test
    void aRedirectIsTakenBackIfItsCommitFails() {
        container.bean(PlayedTransactions.class).failingCommit = true;
        desk.work = (request, response) -> {
            response.sendRedirect("/elsewhere");
            return null;
        };
        PlayedAnswer first = container.serve("/same", "k");

        assertThat(first.getStatus()).isEqualTo(500);
        assertThat(first.getHeader("Location")).isNull();
        assertThat(container.serve("/same", "k").getHeader("Location")).isEqualTo("/elsewhere");
        assertThat(container.serve("/same", "k").getStatus()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 499})
    void aCallWithoutKeyRunsInATransactionAllTheSame(int status) {
        desk.work = (request, response) -> {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            return ResponseEntity.status(status).body("said");
        };
        container.serve("/same/optional", null);

        assertThat(container.transactions()).containsExactly("committed");
        assertThat(container.store().states()).isEmpty();
    }

    @Test
    void aFailureOfACallWithoutKeyIsRolledBack() {
        desk.work = (request, response) -> ResponseEntity.status(500).body("said");
        container.serve("/same/optional", null);
        desk.work = (request, response) -> {
            response.setStatus(503);
            return null;
        };
        container.serve("/same/optional", null);

        assertThat(container.transactions()).containsExactly("rolled back", "rolled back");
    }

    @Test
    void whatFiltersWriteAfterTheHandlerIsRolledBackIfTheyFail() {
        container.filterFurtherIn((request, response, chain) -> {
            chain.doFilter(request, response);
            if (TransactionSynchronizationManager.isActualTransactionActive()) {
                throw new IllegalStateException("of a filter");
            }
        });
        PlayedAnswer first = container.serve("/same", "k");

        assertThat(first.text()).isEqualTo("page 500");
        assertThat(container.transactions()).first().isEqualTo("rolled back");
    }
}
