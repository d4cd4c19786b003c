package io.github.idempotency.systemtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Answers;
import io.github.idempotency.systemtests.http.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of every shape are rendered within the transaction, or not at all. */
class ShapeTests extends LedgerTest {

    @ParameterizedTest
    @ValueSource(strings = {"/shapes/view/count", "/shapes/forward-to-protected"})
    void aViewIsRenderedWithinTheTransaction(String path) {
        Reply first = post(path);

        assertThat(first.text()).startsWith("View: 1 at ");
        isRecorded(path, first, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shapes/redirect", "/shapes/redirect-by-hand"})
    void aRedirectLeavesAfterTheCommit(String path) {
        Reply first = post(path);

        assertThat(first.status()).isEqualTo(302);
        assertThat(first.header("Location")).endsWith("/entries/" + name + "/1");
        isRecorded(path, first, 1);
    }

    @Test
    void aForwardTakesPart() {
        Reply first = post("/shapes/forward");

        assertThat(first.text()).isEqualTo("target 2");
        isRecorded("/shapes/forward", first, 2);
    }

    @Test
    void anAnswerAboveTheLimitIsCommittedBeforeItLeavesUnrecorded() {
        String path = "/shapes/large/" + (ShapeController.LIMIT + 1);

        Reply first = post(path);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body()).hasSize(ShapeController.LIMIT + 1);
        assertThat(ledger.count(name)).isOne();
        Answers.isNotRecorded(post(path));
        assertThat(ledger.count(name)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shapes/large-by-hand", "/shapes/large-and-stubborn"})
    void aHandlerThatWritesMoreThanCanBeKeptIsUndone(String path) {
        Reply first = post(path);

        assertThat(first.status()).isEqualTo(500);
        leavesNothing(path, first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shapes/events", "/shapes/callable", "/shapes/async", "/shapes/async-and-stubborn"})
    void aHandlerThatGoesOnLaterIsUndone(String path) {
        Reply first = post(path);

        assertThat(first.status()).as("%s", first).isEqualTo(500);
        leavesNothing(path, first);
    }
}
