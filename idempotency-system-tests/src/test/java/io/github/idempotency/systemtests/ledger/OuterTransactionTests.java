package io.github.idempotency.systemtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Others have opened a transaction on the way to the handler, or call the handler again. */
@Import({OuterTransactionController.class, OuterTransactionController.Around.class})
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:outer;DB_CLOSE_DELAY=-1")
@ExtendWith(OutputCaptureExtension.class)
class OuterTransactionTests extends LedgerTest {

    @ParameterizedTest
    @ValueSource(strings = {"/outer/filtered", "/outer/advised"})
    void aTransactionThatEndsBeforeTheAnswerIsRenderedIsRefused(String path, CapturedOutput output) {
        Reply first = post(path);

        assertThat(first.status()).as("%s", first).isEqualTo(500);
        assertThat(output).contains("was opened after the request was received and ends before its answer is rendered");
        leavesNothing(path, first);
    }

    @Test
    void aTransactionAroundTheWholeRequestIsJoinedWithAWarning(CapturedOutput output) {
        isRecorded("/outer/enclosed", post("/outer/enclosed"), 1);

        assertThat(output.getAll().split("leaves before that transaction commits", -1))
                .hasSize(2);
    }

    @Test
    void aTransactionThatWasEndedInsideIsNamed(CapturedOutput output) {
        Reply first = post("/outer/enclosed/ended");

        assertThat(first.status()).as("%s", first).isEqualTo(500);
        assertThat(first.text()).doesNotContain("success");
        assertThat(output).contains("began in is over: something inside has committed it");
    }

    @Test
    void aRetryAroundAHandlerThatWasUndoneIsRefused(CapturedOutput output) {
        Reply first = post("/outer/repeated");

        assertThat(first.status()).as("%s", first).isEqualTo(500);
        assertThat(output).contains("was entered a second time within one request");
        leavesNothing("/outer/repeated", first);
    }

    @Test
    void aRetryAroundAnyHandlerIsRefused(CapturedOutput output) {
        Reply first = post("/outer/repeated-separately");

        assertThat(first.status()).as("%s", first).isEqualTo(500);
        assertThat(output).contains("was entered a second time within one request");
        assertThat(ledger.count(name)).isOne();
        assertThat(post("/outer/repeated-separately").first()).isTrue();
        assertThat(ledger.count(name)).isEqualTo(2);
    }
}
