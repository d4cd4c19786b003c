package io.github.idempotency.systemtests.testkit;

import static io.github.idempotency.test.web.IdempotencyRestClient.executed;
import static io.github.idempotency.test.web.IdempotencyRestClient.idempotencyKey;
import static io.github.idempotency.test.web.IdempotencyRestClient.refused;
import static io.github.idempotency.test.web.IdempotencyRestClient.replayed;
import static io.github.idempotency.test.web.IdempotencyRestClient.sameAnswerAs;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Rejection;
import io.github.idempotency.systemtests.testkit.BreadController.Bread;
import io.github.idempotency.systemtests.testkit.BreadController.Wish;
import io.github.idempotency.test.slice.IdempotencyTest;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.ExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@IdempotencyTest(controllers = BreadController.class, beans = Oven.class)
class RestTestClientTests {

    @Autowired
    private RestTestClient client;

    @Test
    void theSecondRequestGetsTheFirstAnswer() {
        ExchangeResult first =
                bake("rye", idempotencyKey("key-1")).expectAll(executed()).returnResult(Bread.class);

        bake("rye", idempotencyKey("key-1"))
                .expectAll(replayed(), sameAnswerAs(first))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.kind")
                .isEqualTo("rye");
    }

    @Test
    void aReplayIsNoExecutionAndTheOtherWayRound() {
        ResponseSpec first = bake("rye", idempotencyKey("key-1"));
        ResponseSpec second = bake("rye", idempotencyKey("key-1"));

        assertThatThrownBy(() -> first.expectAll(replayed()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected a replay, marked by the header Idempotent-Replayed, but there is none")
                .hasMessageContaining("\"kind\":\"rye\"");
        assertThatThrownBy(() -> second.expectAll(executed())).hasMessageContaining("but this is a replay");
        assertThatThrownBy(() -> first.expectAll(refused(Rejection.KEY_REUSED))).hasMessageContaining("not refused");
        assertThatThrownBy(() -> second.expectAll(replayed("X-Replayed")))
                .hasMessageContaining("the header X-Replayed");
        assertThatThrownBy(() -> first.expectAll(executed("Location-Of-None"), replayed("Location-Of-None")))
                .hasMessageContaining("Expected a replay, marked by the header Location-Of-None");
    }

    @Test
    void aRefusalIsToldByItsReason() {
        bake("rye", idempotencyKey("key-1"));

        ResponseSpec other = bake("spelt", idempotencyKey("key-1"));

        other.expectAll(refused(Rejection.KEY_REUSED));
        assertThatThrownBy(() -> other.expectAll(refused(Rejection.KEY_INVALID)))
                .hasMessageContaining("but it was refused as idempotency-key-reused");
        assertThatThrownBy(() -> other.expectAll(executed()))
                .hasMessageContaining("but it was refused as idempotency-key-reused");
    }

    @Test
    void anotherAnswerIsNotTheSame() {
        ExchangeResult first = bake("rye", idempotencyKey()).returnResult(Bread.class);

        assertThatThrownBy(() -> bake("rye", idempotencyKey()).expectAll(sameAnswerAs(first)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("of the first answer");
    }

    private ResponseSpec bake(String kind, Consumer<HttpHeaders> key) {
        return client.post().uri("/breads").body(new Wish(kind)).headers(key).exchange();
    }
}
