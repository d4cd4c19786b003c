package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Handlers that record their steps. */
class SteppedTests extends HttpTest {

    private Reply send(String body) {
        return client.post("/stepped").key(key).body("text/plain", body).send();
    }

    @Test
    void aRetryGoesOnWhereTheFirstRequestFailed() {
        assertThat(send("order").status()).isEqualTo(502);

        Reply second = send("order");
        Answers.isFirst(second, 200, "reserved 1, charged 2");
        Answers.isReplay(send("order"), second);
        assertThat(runs.of("reserve")).isOne();
    }

    @Test
    void anotherRequestDoesNotGetTheStepsOfTheOneThatFailed() {
        assertThat(send("order").status()).isEqualTo(502);

        Reply other = send("another order");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text()).contains("idempotency-key-reused");
        Answers.isFirst(send("order"), 200, "reserved 1, charged 2");
    }
}
