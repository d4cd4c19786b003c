package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the first request and its repetitions get. */
class FirstAnswerTests extends HttpTest {

    private static final String TEA = "{\"item\":\"tea\",\"count\":2}";

    @Test
    @DisplayName("H17 The first request runs the handler and gets its own answer")
    void theFirstRequestGetsItsOwnAnswer() {
        Reply reply = client.post("/orders").key(key).json(TEA).send();

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text()).isEqualTo("{\"number\":1,\"item\":\"tea\",\"count\":2}");
        assertThat(reply.header("Location")).isEqualTo("/orders/1");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.first()).isTrue();
        assertThat(runs.of("place")).isOne();
    }

    @Test
    @DisplayName("H18 The same request again gets the same answer, marked, and nothing runs")
    void theSameRequestAgainGetsTheSameAnswer() {
        Reply first = client.post("/orders").key(key).json(TEA).send();
        Reply second = client.post("/orders").key(key).json(TEA).send();

        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.replayed()).isTrue();
        assertThat(second.headersExcept("Date", "Idempotent-Replayed"))
                .isEqualTo(first.headersExcept("Date", "Transfer-Encoding"));
        assertThat(runs.of("place")).isOne();
    }
}
