package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A request has one answer, so that only one handler of it can be recorded. */
class NestedHandlerTests extends HttpTest {

    @Test
    @DisplayName(
            "A protected handler called from a protected handler is an error that names the fix, and frees the key")
    void aHandlerCalledFromAHandlerIsAnError() {
        for (int run = 1; run <= 2; run++) {
            assertThat(post("fails").status()).isEqualTo(500);
            assertThat(runs.of("nested-handler")).isEqualTo(run);
        }
        assertThat(runs.of("pay")).isZero();
        Answers.isFirst(client.post("/chosen/pay/" + key).send(), 200, "paid 1");
    }

    @Test
    @DisplayName("The execution outside is not lost")
    void theExecutionOutsideIsNotLost() {
        Reply first = post("caught");
        assertThat(first.text())
                .startsWith("1: ")
                .contains("ChosenKeyController.pay()", "Move the work to a bean method that is protected");

        Answers.isReplay(post("caught"), first);
        assertThat(runs.of("nested-handler")).isOne();
    }

    private Reply post(String way) {
        return client.post("/nested-handler/" + way + "/" + key).key(key).send();
    }
}
