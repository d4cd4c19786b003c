package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes two requests the same, as an application may see it. */
class ConfiguredFingerprintTests extends ConfiguredHttpTest {

    @Test
    @DisplayName("H33 With keys per operation the same key elsewhere is another key")
    void theSameKeyAtAnotherOperationIsAnotherKey() {
        assertThat(place(quoted).status()).isEqualTo(201);
        Reply elsewhere = client.post("/orders/optional").key(quoted).json(TEA).send();

        assertThat(elsewhere.status()).isEqualTo(200);
        assertThat(replayed(elsewhere)).isFalse();
        assertThat(replayed(place(quoted))).isTrue();
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

        assertThat(replayed(client.post("/orders").key(quoted).json(same).send()))
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
        client.post("/raw/bytes")
                .key(quoted)
                .json("[1,2,0.10000000000000000001]")
                .send();

        isReused(client.post("/raw/bytes")
                .key(quoted)
                .json("[2,1,0.10000000000000000001]")
                .send());
        isReused(client.post("/raw/bytes")
                .key(quoted)
                .json("[1,2,0.10000000000000000002]")
                .send());
        assertThat(replayed(client.post("/raw/bytes")
                        .key(quoted)
                        .json("[1, 2, 0.10000000000000000001]")
                        .send()))
                .isTrue();
    }

    @Test
    @DisplayName("H36 What only claims to be JSON is compared byte for byte")
    void brokenJsonIsComparedByteForByte() {
        client.post("/raw/bytes").key(quoted).json("{\"a\":1").send();

        assertThat(replayed(
                        client.post("/raw/bytes").key(quoted).json("{\"a\":1").send()))
                .isTrue();
        isReused(client.post("/raw/bytes").key(quoted).json("{ \"a\":1").send());
    }

    @Test
    @DisplayName("H24 A header that is said to count, counts; any other does not")
    void aChosenHeaderCounts() {
        client.post("/orders")
                .key(quoted)
                .header("X-Api-Version", "1")
                .json(TEA)
                .send();

        isReused(client.post("/orders")
                .key(quoted)
                .header("X-Api-Version", "2")
                .json(TEA)
                .send());
        isReused(place(quoted));
        assertThat(replayed(client.post("/orders")
                        .key(quoted)
                        .header("x-api-version", "1")
                        .header("X-Other", "2")
                        .json(TEA)
                        .send()))
                .isTrue();
    }
}
