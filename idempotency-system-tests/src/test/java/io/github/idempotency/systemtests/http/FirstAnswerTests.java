package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.test.FlakyStore.Verb;
import io.github.idempotency.test.Gate;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the first request and its repetitions get. */
class FirstAnswerTests extends HttpTest {

    private static final String TEA = "{\"item\":\"tea\",\"count\":2}";

    @Test
    @DisplayName("H17 The first request runs the handler and gets its own answer")
    void theFirstRequestGetsItsOwnAnswer() {
        Reply reply = place();

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
        Reply first = place();

        isReplay(place(), first);
        assertThat(runs.of("place")).isOne();
    }

    @Test
    @DisplayName("H18 To the server's own meters a replay is an answer and no error")
    void aReplayIsNoErrorToTheServersMeters(@Autowired MeterRegistry meters) {
        place();
        place();

        assertThat(meters.get("http.server.requests")
                        .tags("uri", "/orders", "status", "201")
                        .timers())
                .allSatisfy(timer -> {
                    assertThat(timer.getId().getTag("exception")).isEqualTo("none");
                    assertThat(timer.getId().getTag("error")).isEqualTo("none");
                });
    }

    @Test
    @DisplayName("H23 A hundred repetitions all get the first answer")
    void aHundredRepetitionsGetTheFirstAnswer() {
        Reply first = place();

        Stream.generate(this::place).limit(100).forEach(reply -> isReplay(reply, first));
        assertThat(runs.of("place")).isOne();
    }

    @ParameterizedTest(name = "H24 Another {0} ({1}) does not make another request")
    @CsvSource({
        "Accept, text/html",
        "Accept, application/xml;q=0.1",
        "Accept-Language, de",
        "User-Agent, retry/2.0",
        "Authorization, Bearer refreshed",
        "traceparent, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "X-Forwarded-For, 192.0.2.1",
        "Cookie, basket=2",
        "Origin, http://127.0.0.1",
    })
    void headersAreNotPartOfTheRequest(String name, String value) {
        Reply first = place();

        isReplay(client.post("/orders").key(key).json(TEA).header(name, value).send(), first);
        assertThat(runs.of("place")).isOne();
    }

    @Test
    @DisplayName("H25 A late repetition gets the first answer, whatever has become of the resource since")
    void aLateRepetitionGetsTheFirstAnswer() {
        Reply first = place();
        client.call("DELETE", first.header("Location")).key("delete-" + key).send();
        assertThat(client.get(first.header("Location")).send().status()).isEqualTo(404);

        isReplay(place(), first);
        assertThat(runs.of("place")).isOne();
    }

    @Test
    @DisplayName("H27 Not a byte leaves before the answer is recorded")
    void notAByteLeavesBeforeTheAnswerIsRecorded() throws Exception {
        Gate recording = store.on(Verb.COMPLETE).hang();
        byte[] body = "tea".repeat(100).getBytes(StandardCharsets.UTF_8);
        doors.open(key);
        try (Wire wire = new Wire(port)) {
            wire.send("POST /slow/" + key + " HTTP/1.1\r\nHost: shop\r\nIdempotency-Key: " + key
                            + "\r\nContent-Type: text/plain\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .send(body);

            assertThat(recording.awaitArrival(Duration.ofSeconds(30))).isTrue();
            assertThat(runs.of("slow")).isOne();
            assertThat(wire.arrived()).isZero();

            recording.open();
            assertThat(wire.read().body()).hasSizeGreaterThan(500_000);
        }
        assertThat(client.post("/slow/" + key)
                        .key(key)
                        .body("text/plain", body)
                        .send()
                        .replayed())
                .isTrue();
    }

    @ParameterizedTest(name = "H29 {0} is protected like POST")
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void otherUnsafeMethodsAreProtectedAlike(String method) {
        Reply first = client.call(method, "/orders/7").key(key).json(TEA).send();
        assertThat(first.status()).isEqualTo(200);

        isReplay(client.call(method, "/orders/7").key(key).json(TEA).send(), first);
        Problem.of(client.call(method, "/orders/7").json(TEA).send())
                .is(400, "idempotency-key-missing", "Idempotency-Key is missing", false);
        assertThat(runs.of("replace") + runs.of("change") + runs.of("cancel")).isOne();
    }

    private Reply place() {
        return client.post("/orders").key(key).json(TEA).send();
    }

    private static void isReplay(Reply reply, Reply first) {
        assertThat(reply.replayed()).as("%s", reply).isTrue();
        assertThat(reply.status()).isEqualTo(first.status());
        assertThat(reply.body()).isEqualTo(first.body());
        assertThat(reply.answerHeaders()).isEqualTo(first.answerHeaders());
    }
}
