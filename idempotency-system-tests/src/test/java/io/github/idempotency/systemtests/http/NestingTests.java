package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Protected handlers that make protected calls: each has its own key, and a refusal inside is not the answer outside. */
class NestingTests extends HttpTest {

    private String order;

    @BeforeEach
    void anOrder() {
        order = UUID.randomUUID().toString();
        doors.open("open");
    }

    @AfterEach
    void letTheChargeEnd() {
        doors.open(order);
    }

    @Test
    @DisplayName("Both calls are recorded, each under its own key")
    void bothCallsAreRecorded() {
        Reply first = post("open", key, 5);
        Answers.isFirst(first, 200, "charge 1");
        Answers.isReplay(post("open", key, 5), first);
        assertThat(runs.of("nesting")).isOne();

        Answers.isFirst(post("open", UUID.randomUUID().toString(), 5), 200, "charge 1");
        assertThat(runs.of("nesting")).isEqualTo(2);
        assertThat(runs.of("charge")).isOne();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"open, 409", "later, 409", "wrapped, 409"})
    @DisplayName("A call inside that is in progress is not the answer outside: the retry runs")
    void aRefusalInsideIsNotRecordedOutside(String way, int status) {
        CompletableFuture<Reply> charging = client.post("/nesting/open?amount=5&order=" + order + "&door=" + order)
                .key(UUID.randomUUID().toString())
                .sendAsync();
        doors.awaitArrival(order);

        Reply refused = post(way, key, 5);
        assertThat(refused.status()).isEqualTo(status);
        if (!way.equals("wrapped")) {
            Answers.isInProgress(refused);
        }

        doors.open(order);
        assertThat(charging.join().text()).isEqualTo("charge 1");

        Reply retried = post(way, key, 5);
        Answers.isFirst(retried, 200, "charge 1");
        Answers.isReplay(post(way, key, 5), retried);
        assertThat(runs.of("charge")).isOne();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"open", "later"})
    @DisplayName("A key reused inside is a problem document and frees the key outside")
    void aKeyReusedInside(String way) {
        post("open", UUID.randomUUID().toString(), 5);

        for (int i = 0; i < 2; i++) {
            Problem.of(post(way, key, 6)).is(422, "idempotency-key-reused", "Idempotency-Key is already used", false);
        }
        Answers.isFirst(post(way, UUID.randomUUID().toString(), 5), 200, "charge 1");
    }

    @Test
    @DisplayName("Under HOLD a refusal inside holds the key outside, like any other failure")
    void underHoldARefusalInsideHoldsTheKey() {
        post("open", UUID.randomUUID().toString(), 5);

        assertThat(post("hold", key, 6).status()).isEqualTo(422);
        Answers.isOutcomeUnknown(post("hold", key, 6));
    }

    @Test
    @DisplayName("A refusal inside that the handler deals with is its own business")
    void aRefusalTheHandlerDealsWith() {
        post("open", UUID.randomUUID().toString(), 5);

        Reply first = post("caught", key, 6);
        Answers.isFirst(first, 200, "to be charged later");
        Answers.isReplay(post("caught", key, 6), first);
    }

    @Test
    @DisplayName("The same key inside itself is a clear error, not a deadlock")
    void theSameKeyInsideItself() {
        assertThat(client.post("/nesting/itself").key(key).send().status()).isEqualTo(500);
        assertThat(runs.of("nesting")).isOne();

        assertThat(client.post("/nesting/itself").key(key).send().status())
                .as("the failure has freed the key")
                .isEqualTo(500);
        assertThat(runs.of("nesting")).isEqualTo(2);
    }

    private Reply post(String way, String outerKey, int amount) {
        return client.post("/nesting/" + way + "?door=open&order=" + order + "&amount=" + amount)
                .key(outerKey)
                .send();
    }
}
