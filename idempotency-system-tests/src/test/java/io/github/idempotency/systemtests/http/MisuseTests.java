package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes two requests the same, and what becomes of a key that returns with another one. */
class MisuseTests extends HttpTest {

    private static final String TEA = "{\"item\":\"tea\",\"count\":2}";
    private static final String MILK = "{\"item\":\"milk\",\"count\":2}";

    @Test
    @DisplayName("H31 Another body is refused, and the recorded answer is not shown")
    void anotherBodyIsRefused() {
        Reply first = client.post("/orders").key(key).json(TEA).send();

        Reply reply = client.post("/orders").key(key).json(MILK).send();

        isReused(reply);
        assertThat(reply.header("Link")).contains("describedby");
        assertThat(reply.toString()).doesNotContain("tea", first.header("Location"), key);
        assertThat(runs.of("place")).isOne();
    }

    @Test
    @DisplayName("H32 Another body is refused as such while the first request still runs")
    void anotherBodyIsRefusedWhileTheFirstRuns() {
        CompletableFuture<Reply> first =
                client.post("/slow/" + key).key(key).body("text/plain", "tea").sendAsync();
        doors.awaitArrival(key);

        isReused(client.post("/slow/" + key).key(key).body("text/plain", "milk").send());

        doors.open(key);
        assertThat(first.join().status()).isEqualTo(200);
        assertThat(runs.of("slow")).isOne();
    }

    @Test
    @DisplayName("H33 Another path variable is another request")
    void anotherPathVariableIsRefused() {
        client.call("PUT", "/orders/1").key(key).json(TEA).send();

        isReused(client.call("PUT", "/orders/2").key(key).json(TEA).send());
        assertThat(runs.of("replace 1")).isOne();
        assertThat(runs.of("replace 2")).isZero();
    }

    @Test
    @DisplayName("H33 Another path is another request")
    void anotherPathIsRefused() {
        client.post("/orders").key(key).json(TEA).send();

        isReused(client.post("/orders/optional").key(key).json(TEA).send());
        assertThat(runs.of("placeWithoutKey")).isZero();
    }

    @Test
    @DisplayName("H34 Another method is another request")
    void anotherMethodIsRefused() {
        client.call("PUT", "/orders/1").key(key).json(TEA).send();

        isReused(client.call("PATCH", "/orders/1").key(key).json(TEA).send());
        assertThat(runs.of("change")).isZero();
    }

    @ParameterizedTest(name = "H35 ?{0} is not ?item=tea&tag=a&tag=b")
    @ValueSource(
            strings = {
                "item=milk&tag=a&tag=b",
                "item=tea&tag=a",
                "item=tea&tag=b&tag=a",
                "item=tea&tag=a&tag=b&more=1",
                "item=tea%26tag=a&tag=b",
                "item=tea&tag=a%26tag=b",
                ""
            })
    void anotherQueryIsRefused(String query) {
        client.post("/orders/search?item=tea&tag=a&tag=b").key(key).send();

        isReused(client.post("/orders/search" + (query.isEmpty() ? "" : "?" + query))
                .key(key)
                .send());
        assertThat(runs.of("search")).isOne();
    }

    @ParameterizedTest(name = "H35 ?{0} is ?item=tea&tag=a&tag=b in another order")
    @ValueSource(strings = {"tag=a&tag=b&item=tea", "tag=a&item=tea&tag=b", "item=tea&&tag=a&tag=b&"})
    void theSameParametersInAnotherOrderAreTheSame(String query) {
        client.post("/orders/search?item=tea&tag=a&tag=b").key(key).send();

        assertThat(client.post("/orders/search?" + query).key(key).send().replayed())
                .isTrue();
    }

    @Test
    @DisplayName("H36 Byte for byte, JSON in another order is another request")
    void jsonInAnotherOrderIsRefused() {
        client.post("/orders").key(key).json(TEA).send();

        isReused(client.post("/orders")
                .key(key)
                .json("{\"count\":2,\"item\":\"tea\"}")
                .send());
        isReused(client.post("/orders")
                .key(key)
                .json("{\"item\": \"tea\", \"count\": 2}")
                .send());
    }

    @ParameterizedTest(name = "H37 With a fingerprint over item and count alone, {0} gives {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"item\":\"tea\",\"count\":2,\"sentAt\":\"12:00:07\"} | 200",
                "{\"count\":2, \"item\":\"tea\"}                        | 200",
                "{\"item\":\"tea\",\"count\":3,\"sentAt\":\"12:00:00\"} | 422",
            })
    void onlyWhatIsChosenCounts(String body, int status) {
        client.post("/orders/chosen")
                .key(key)
                .json("{\"item\":\"tea\",\"count\":2,\"sentAt\":\"12:00:00\"}")
                .send();

        Reply reply = client.post("/orders/chosen").key(key).json(body).send();
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.replayed()).isEqualTo(status == 200);
        assertThat(runs.of("chosen")).isOne();
    }

    @Test
    @DisplayName("H39 Another key is another request, however alike")
    void anotherKeyIsAnotherRequest() {
        Reply first = client.post("/orders").key(key).json(TEA).send();
        Reply second = client.post("/orders").key("other-" + key).json(TEA).send();

        assertThat(second.first()).isTrue();
        assertThat(second.body()).isNotEqualTo(first.body());
        assertThat(runs.of("place")).isEqualTo(2);
    }

    @Test
    @DisplayName("H40 A misuse does not harm the record")
    void aMisuseDoesNotHarmTheRecord() {
        Reply first = client.post("/orders").key(key).json(TEA).send();
        for (int i = 0; i < 3; i++) {
            isReused(client.post("/orders").key(key).json(MILK).send());
        }

        Reply again = client.post("/orders").key(key).json(TEA).send();
        assertThat(again.replayed()).isTrue();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(runs.of("place")).isOne();
    }

    private static void isReused(Reply reply) {
        Problem.of(reply).is(422, "idempotency-key-reused", "Idempotency-Key is already used", false);
    }
}
