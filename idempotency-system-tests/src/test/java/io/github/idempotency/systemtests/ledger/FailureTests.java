package io.github.idempotency.systemtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Answers;
import io.github.idempotency.systemtests.http.Problem;
import io.github.idempotency.systemtests.http.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures undo the writes; one that is an answer is recorded afterwards, by itself. */
class FailureTests extends LedgerTest {

    @Test
    void anExceptionThatBecomesARefusalIsRecordedWithoutItsWrites() {
        Reply first = post("/failing/refused");

        assertThat(first.status()).isEqualTo(422);
        assertThat(first.text()).startsWith("refused: at ");
        isRecorded("/failing/refused", first, 0);
    }

    @Test
    void anExceptionThatCommitsByTheRulesIsRecordedWithItsWrites() {
        Reply first = post("/failing/kept");

        assertThat(first.status()).isEqualTo(402);
        assertThat(first.text()).startsWith("kept: at ");
        isRecorded("/failing/kept", first, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/failing/unexpected",
                "/failing/error",
                "/failing/rendering",
                "/failing/status-exception/500",
                "/failing/sent-error/500",
                "/shapes/view/broken"
            })
    void anUnexpectedFailureLeavesNothing(String path) {
        Reply first = post(path);

        assertThat(first.status()).isEqualTo(500);
        leavesNothing(path, first);
    }

    @Test
    void withoutAKeyTheWorkIsStillUndoneAsAWhole() {
        assertThat(client.post("/failing/without-a-key/" + name).send().status())
                .isEqualTo(500);

        assertThat(ledger.count(name)).isZero();
    }

    @Test
    void anUnexpectedFailureCanHoldTheKey() {
        assertThat(post("/failing/unexpected-held").status()).isEqualTo(500);

        assertThat(post("/failing/unexpected-held").text()).contains("outcome-unknown");
        assertThat(ledger.count(name)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/failing/status-exception/409", "/failing/sent-error/404"})
    void anErrorPageThatRefusesIsRecordedWithoutTheWrites(String path) {
        Reply first = post(path);

        assertThat(first.status()).isBetween(404, 409);
        assertThat(first.text()).isNotEmpty();
        isRecorded(path, first, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/failing/swallowed", "/failing/given-up/200"})
    void aSuccessThatCanOnlyBeRolledBackIsNeverTold(String path) {
        Reply first = post(path);

        assertThat(first.status()).as("%s", first).isEqualTo(500);
        assertThat(first.text()).doesNotContain("all is well", "given up");
        leavesNothing(path, first);
    }

    @Test
    void aRefusalThatCanOnlyBeRolledBackIsRecordedWithoutTheWrites() {
        Reply first = post("/failing/given-up/409");

        assertThat(first.status()).isEqualTo(409);
        assertThat(first.text()).startsWith("given up at ");
        isRecorded("/failing/given-up/409", first, 0);
    }

    /** Spring answers so for @ResponseStatus with a reason. */
    @ParameterizedTest
    @ValueSource(strings = {"/failing/sent-error/201", "/failing/sent-error/303"})
    void aSuccessThatIsAPageIsCommittedUnrecorded(String path) {
        Reply first = post(path);

        assertThat(first.status()).as("%s", first).isIn(201, 303);
        isCommittedUnrecorded(path);
    }

    @Test
    void aSuccessThatIsAPageAndCanOnlyBeRolledBackIsNeverTold() {
        Reply first = post("/failing/sent-error-given-up/201");

        assertThat(first.status()).as("%s", first).isEqualTo(500);
        leavesNothing("/failing/sent-error-given-up/201", first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/failing/kept-page/409", "/failing/kept-page-held/409"})
    void anExceptionThatCommitsByTheRulesAndIsAnsweredByAPageIsCommittedUnrecorded(String path) {
        assertThat(post(path).status()).isEqualTo(409);

        isCommittedUnrecorded(path);
    }

    @Test
    void anUnexpectedFailureThatCommitsByTheRulesCanHoldTheKey() {
        assertThat(post("/failing/kept-page-held/500").status()).isEqualTo(500);

        assertThat(post("/failing/kept-page-held/500").text()).contains("outcome-unknown");
        assertThat(ledger.count(name)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/failing/kept-page/500", "/failing/kept-checked"})
    void anUnexpectedFailureThatCommitsByTheRulesFreesTheKey(String path) {
        assertThat(post(path).status()).isEqualTo(500);
        assertThat(ledger.count(name)).isOne();

        assertThat(post(path).first()).isTrue();
        assertThat(ledger.count(name)).isEqualTo(2);
    }

    /** On PostgreSQL not even the record can be written after that. */
    @Test
    void aViolationTheHandlerAnswersForIsRecorded() {
        Reply first = post("/failing/taken/409");

        assertThat(first.status()).as("%s", first).isEqualTo(409);
        assertThat(first.text()).startsWith("taken at ");
        isRecorded("/failing/taken/409", first, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"entity", "problem", "error", "status"})
    void withoutAKeyAnAnswerThatSaysItFailedUndoesTheWorkToo(String how) {
        Reply first = client.post("/failing/optional/" + how + "/500/" + name).send();
        assertThat(first.status()).as("%s", first).isEqualTo(500);
        assertThat(ledger.count(name)).isZero();

        Reply refusal = client.post("/failing/optional/" + how + "/409/" + name).send();
        assertThat(refusal.status()).as("%s", refusal).isEqualTo(409);
        assertThat(ledger.count(name)).isOne();
    }

    private void isCommittedUnrecorded(String path) {
        assertThat(ledger.count(name)).isOne();
        Answers.isNotRecorded(post(path));
        assertThat(ledger.count(name)).isOne();
    }

    @Test
    void aRequestAfterAFailedOneMayAskForSomethingElse() {
        post("/failing/unexpected");

        Reply other = client.post("/entries/" + name).key(name).send();

        assertThat(other.status()).isEqualTo(201);
        assertThat(ledger.count(name)).isOne();
    }

    @Test
    void aMissingKeyIsRefusedBeforeATransactionBegins() {
        Problem.of(client.post("/entries/" + name).send())
                .is(400, "idempotency-key-missing", "Idempotency-Key is missing", false);
    }
}
