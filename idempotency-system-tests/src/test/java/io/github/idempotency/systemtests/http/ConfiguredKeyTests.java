package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.test.FlakyStore.Verb;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as an application may want them. */
class ConfiguredKeyTests extends ConfiguredHttpTest {

    @Test
    @DisplayName("H02 Refusals link to the application's own documentation")
    void refusalsLinkToTheOwnDocumentation() {
        Reply reply = client.post("/orders").json(TEA).send();

        assertThat(Problem.of(reply).type()).isEqualTo("https://shop.example/keys#idempotency-key-missing");
        assertThat(reply.header("Link"))
                .isEqualTo("<https://shop.example/keys>; rel=\"describedby\"; type=\"text/html\"");
    }

    @Test
    @DisplayName("H06 In strict syntax a key must be quoted")
    void aKeyMustBeQuoted() {
        isInvalid(place(key));
        assertThat(place(quoted).status()).isEqualTo(201);
        assertThat(replayed(place(quoted + ";v=1"))).isTrue();
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
            assertThat(replayed(reply)).isTrue();
        }
        Reply both = client.post("/orders")
                .key(quoted)
                .header("X-Idempotency-Key", quoted)
                .json(TEA)
                .send();
        assertThat(replayed(both)).isTrue();
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
        isInvalid(client.post("/orders")
                .key(quoted)
                .header("X-Idempotency-Key", key)
                .json(TEA)
                .send());
        isInvalid(client.post("/orders")
                .key(key)
                .header("X-Idempotency-Key", quoted)
                .json(TEA)
                .send());
        isInvalid(client.post("/orders")
                .header("X-Idempotency-Key", "\"\"")
                .json(TEA)
                .send());
        assertThat(runs.of("place")).isZero();
    }
}
