package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.test.FlakyStore.Verb;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** A shop that has changed everything about keys, fingerprints and refusals that can be changed. */
@TestPropertySource(
        properties = {
            "idempotency.web.key-syntax=strict",
            "idempotency.web.key-pattern=[a-z0-9-]{8,80}",
            "idempotency.web.key-scope=operation",
            "idempotency.web.header-aliases=X-Idempotency-Key,X-Request-Token",
            "idempotency.web.body-fingerprint=canonical-json",
            "idempotency.web.fingerprint-headers=X-Api-Version",
            "idempotency.web.max-request-size=1KB",
            "idempotency.web.key-reused-status=409",
            "idempotency.web.replay-header=X-Replayed",
            "idempotency.web.unreplayed-headers=X-Points",
            "idempotency.web.documentation-url=https://shop.example/keys",
            "idempotency.web.unsupported-key=reject",
        })
class ConfiguredTests extends HttpTest {

    private static final String TEA = "{\"item\":\"tea\",\"count\":2}";

    private String quoted;

    @BeforeEach
    void quoteTheKey() {
        quoted = '"' + key + '"';
    }

    @Test
    @DisplayName("H02 Refusals link to the application's own documentation")
    void refusalsLinkToTheOwnDocumentation() {
        Reply reply = client.post("/orders").json(TEA).send();

        assertThat(Problem.of(reply).type()).isEqualTo("https://shop.example/keys#idempotency-key-missing");
        assertThat(reply.header("Link")).isEqualTo("<https://shop.example/keys>; rel=\"describedby\"; type=\"text/html\"");
    }

    @Test
    @DisplayName("H06 In strict syntax a key must be quoted")
    void aKeyMustBeQuoted() {
        isInvalid(place(key));
        assertThat(place(quoted).status()).isEqualTo(201);
        assertThat(place(quoted + ";v=1").headers("X-Replayed")).containsExactly("true");
        assertThat(runs.of("place")).isOne();
    }

    @ParameterizedTest(name = "H12 {0} does not match the published pattern, and the store hears nothing")
    @ValueSource(strings = {"\"short\"", "\"With-Capitals\"", "\"under_score_1\"", "\"12345678 \"", "\" 12345678\""})
    void aKeyMustMatchThePattern(String value) {
        int claims = store.calls(Verb.CLAIM);

        isInvalid(place(value));
        assertThat(store.calls(Verb.CLAIM)).isEqualTo(claims);
        assertThat(runs.of("place")).isZero();
    }

    @Test
    @DisplayName("H14 An alias carries the same key")
    void anAliasCarriesTheSameKey() {
        assertThat(place(quoted).status()).isEqualTo(201);
        for (String alias : new String[] {"X-Idempotency-Key", "x-request-token"}) {
            Reply reply = client.post("/orders").header(alias, quoted).json(TEA).send();
            assertThat(reply.headers("X-Replayed")).containsExactly("true");
        }
        Reply both = client.post("/orders").key(quoted).header("X-Idempotency-Key", quoted).json(TEA).send();
        assertThat(both.headers("X-Replayed")).containsExactly("true");
        assertThat(runs.of("place")).isOne();
    }

    @ParameterizedTest(name = "H14 {0} and {1} with different keys are refused")
    @CsvSource({
        "Idempotency-Key, X-Idempotency-Key",
        "Idempotency-Key, X-Request-Token",
        "X-Idempotency-Key, X-Request-Token",
    })
    void differentKeysUnderTwoNamesAreRefused(String one, String other) {
        Reply reply = client.post("/orders")
                .header(one, quoted)
                .header(other, "\"other-" + key + '"')
                .json(TEA)
                .send();

        isInvalid(reply);
        assertThat(runs.of("place")).isZero();
    }

    @Test
    @DisplayName("H14 A key that cannot be used is refused under either name, whatever the other says")
    void aBrokenKeyUnderEitherNameIsRefused() {
        isInvalid(client.post("/orders").key(quoted).header("X-Idempotency-Key", key).json(TEA).send());
        isInvalid(client.post("/orders").key(key).header("X-Idempotency-Key", quoted).json(TEA).send());
        isInvalid(client.post("/orders").header("X-Idempotency-Key", "\"\"").json(TEA).send());
        assertThat(runs.of("place")).isZero();
    }

    @Test
    @DisplayName("H33 With keys per operation the same key elsewhere is another key")
    void theSameKeyAtAnotherOperationIsAnotherKey() {
        assertThat(place(quoted).status()).isEqualTo(201);
        Reply elsewhere = client.post("/orders/optional").key(quoted).json(TEA).send();

        assertThat(elsewhere.status()).isEqualTo(200);
        assertThat(elsewhere.has("X-Replayed")).isFalse();
        assertThat(place(quoted).has("X-Replayed")).isTrue();
    }

    @Test
    @DisplayName("H33 but another path variable is still another request of the same operation")
    void anotherPathVariableIsStillRefused() {
        client.call("PUT", "/orders/1").key(quoted).json(TEA).send();

        isReused(client.call("PUT", "/orders/2").key(quoted).json(TEA).send());
        assertThat(runs.of("replace")).isOne();
    }

    @ParameterizedTest(name = "H36 {0} has the same content")
    @ValueSource(
            strings = {
                "{\"count\":2,\"item\":\"tea\"}",
                " { \"item\" : \"tea\",\n\t\"count\" : 2 } ",
                "{\"item\":\"\\u0074ea\",\"count\":2}",
            })
    void jsonIsComparedByContent(String same) {
        assertThat(place(quoted).status()).isEqualTo(201);

        assertThat(client.post("/orders").key(quoted).json(same).send().has("X-Replayed"))
                .isTrue();
    }

    @ParameterizedTest(name = "H36 {0} has other content")
    @ValueSource(
            strings = {
                "{\"item\":\"tea\",\"count\":2.0}",
                "{\"item\":\"tea\",\"count\":\"2\"}",
                "{\"item\":\"tea\",\"count\":2,\"more\":null}",
                "{\"item\":\"Tea\",\"count\":2}",
            })
    void otherContentIsRefused(String other) {
        assertThat(place(quoted).status()).isEqualTo(201);

        isReused(client.post("/orders").key(quoted).json(other).send());
        assertThat(runs.of("place")).isOne();
    }

    @Test
    @DisplayName("H36 The order of lists counts, and numbers keep all their digits")
    void listsAndNumbersAreExact() {
        client.post("/raw/bytes").key(quoted).json("[1,2,0.10000000000000000001]").send();

        isReused(client.post("/raw/bytes").key(quoted).json("[2,1,0.10000000000000000001]").send());
        isReused(client.post("/raw/bytes").key(quoted).json("[1,2,0.10000000000000000002]").send());
        assertThat(client.post("/raw/bytes").key(quoted).json("[1, 2, 0.10000000000000000001]").send().has("X-Replayed"))
                .isTrue();
    }

    @Test
    @DisplayName("H36 What only claims to be JSON is compared byte for byte")
    void brokenJsonIsComparedByteForByte() {
        client.post("/raw/bytes").key(quoted).json("{\"a\":1").send();

        assertThat(client.post("/raw/bytes").key(quoted).json("{\"a\":1").send().has("X-Replayed"))
                .isTrue();
        isReused(client.post("/raw/bytes").key(quoted).json("{ \"a\":1").send());
    }

    @Test
    @DisplayName("H24 A header that is said to count, counts; any other does not")
    void aChosenHeaderCounts() {
        client.post("/orders").key(quoted).header("X-Api-Version", "1").json(TEA).send();

        isReused(client.post("/orders").key(quoted).header("X-Api-Version", "2").json(TEA).send());
        isReused(place(quoted));
        assertThat(client.post("/orders")
                        .key(quoted)
                        .header("x-api-version", "1")
                        .header("X-Other", "2")
                        .json(TEA)
                        .send()
                        .has("X-Replayed"))
                .isTrue();
    }

    @Test
    @DisplayName("H20 Headers the application excludes are not replayed")
    void excludedHeadersAreNotReplayed() {
        assertThat(client.post("/answers/headers").key(quoted).send().headers("X-Points"))
                .containsExactly("10", "20");

        Reply replay = client.post("/answers/headers").key(quoted).send();
        assertThat(replay.has("X-Replayed")).isTrue();
        assertThat(replay.has("X-Points")).isFalse();
        assertThat(replay.header("ETag")).isEqualTo("\"v2\"");
    }

    @Test
    @DisplayName("H30 Where keys at other endpoints are refused, the client learns that it is not protected")
    void aKeyAtAnUnprotectedEndpointIsRefused() {
        Reply reply = client.post("/plain/json").key(quoted).json(TEA).send();

        Problem.of(reply).is(501, "idempotency-key-unsupported", "Idempotency-Key is not supported here", false);
        assertThat(runs.of("plain")).isZero();
        assertThat(client.post("/plain/json").json(TEA).send().status()).isEqualTo(200);
        assertThat(client.get("/orders/1").key(quoted).send().status()).isEqualTo(404);
        assertThat(runs.of("read")).isOne();
    }

    @Test
    @DisplayName("H41 A body above the limit is refused before the handler runs")
    void aBodyAboveTheLimitIsRefused() {
        byte[] large = new byte[1_025];
        Reply announced = client.post("/raw/stream").key(quoted).body("text/plain", large).send();
        isTooLarge(announced);
        Reply unannounced = client.post("/raw/stream")
                .key(quoted)
                .body("text/plain", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .send();
        isTooLarge(unannounced);
        isTooLarge(client.post("/raw/bytes").key(quoted).body("text/plain", large).send());
        isTooLarge(client.post("/forms/params").key(quoted).form("name=" + "x".repeat(1_024)).send());
        isTooLarge(client.call("PUT", "/forms/params").key(quoted).form("name=" + "x".repeat(1_024)).send());
        isTooLarge(upload(new byte[1_025]));

        assertThat(runs.of("raw") + runs.of("form")).isZero();
    }

    @Test
    @DisplayName("H41 A refused body does not use up the key, and the largest body is protected")
    void aRefusedBodyDoesNotUseUpTheKey() {
        isTooLarge(client.post("/raw/stream").key(quoted).body("text/plain", new byte[1_025]).send());
        byte[] largest = "x".repeat(1_024).getBytes(StandardCharsets.UTF_8);

        assertThat(client.post("/raw/stream").key(quoted).body("text/plain", largest).send().text())
                .startsWith("1: 1024 bytes");
        assertThat(client.post("/raw/stream").key(quoted).body("text/plain", largest).send().has("X-Replayed"))
                .isTrue();
    }

    private Reply place(String value) {
        return client.post("/orders").key(value).json(TEA).send();
    }

    private Reply upload(byte[] content) {
        Multipart body = new Multipart("b").field("name", "Ada").part("file", "a.bin", "text/plain", content);
        return client.post("/forms/parts").key(quoted).body(body.type(), body.bytes()).send();
    }

    private static void isInvalid(Reply reply) {
        Problem.of(reply).is(400, "idempotency-key-invalid", "Invalid Idempotency-Key", false);
    }

    private static void isReused(Reply reply) {
        Problem.of(reply).is(409, "idempotency-key-reused", "Idempotency-Key is already used", false);
    }

    private static void isTooLarge(Reply reply) {
        Problem.of(reply).is(413, "request-too-large", "The request is too large to be protected", false);
    }
}
