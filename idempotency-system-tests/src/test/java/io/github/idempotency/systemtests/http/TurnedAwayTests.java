package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.test.FlakyStore.Verb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that never reach the handler leave their key as it was: the corrected request runs under it. */
class TurnedAwayTests extends HttpTest {

    private static final String GOOD = "{\"to\":\"Ada\",\"amount\":5}";

    private int claims;

    @BeforeEach
    void countClaims() {
        claims = store.calls(Verb.CLAIM);
    }

    @AfterEach
    void theCorrectedRequestRunsUnderTheSameKey() {
        assertThat(runs.of("checked")).isZero();
        assertThat(store.calls(Verb.CLAIM)).as("the key is untouched").isEqualTo(claims);

        Reply first = client.post("/checked/transfers").key(key).json(GOOD).send();
        Answers.isFirst(first, 200, GOOD);
        Answers.isReplay(client.post("/checked/transfers").key(key).json(GOOD).send(), first);
        assertThat(runs.of("checked")).isOne();
    }

    @ParameterizedTest(name = "H49 {0}")
    @ValueSource(strings = {"outer", "inner"})
    @DisplayName("H49 A rate limiter in a filter")
    void aRateLimiter(String where) {
        Reply limited = client.post("/checked/transfers")
                .key(key)
                .header(LimitFilters.HEADER, where)
                .json(GOOD)
                .send();
        Answers.isFirst(limited, 429, "slow down");
    }

    @Test
    @DisplayName("H49 404 no such path")
    void noSuchPath() {
        assertThat(client.post("/checked/nowhere").key(key).json(GOOD).send().status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("H49 405 the path has no such method")
    void noSuchMethod() {
        Reply reply =
                client.call("PUT", "/checked/transfers").key(key).json(GOOD).send();
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("POST");
    }

    @Test
    @DisplayName("H49 406 nothing the client accepts is produced")
    void notAcceptable() {
        Reply reply = client.post("/checked/transfers")
                .key(key)
                .header("Accept", "text/csv")
                .json(GOOD)
                .send();
        assertThat(reply.status()).isEqualTo(406);
    }

    @Test
    @DisplayName("H49 415 the body is of another type")
    void unsupportedMediaType() {
        Reply reply = client.post("/checked/transfers")
                .key(key)
                .body("text/csv", "Ada,5")
                .send();
        assertThat(reply.status()).isEqualTo(415);
    }

    @ParameterizedTest(name = "H50 {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "broken JSON     | {\"to\":",
                "another type    | {\"to\":\"Ada\",\"amount\":\"many\"}",
                "no JSON at all  | Ada",
                "no body         | ''",
                "invalid amount  | {\"to\":\"Ada\",\"amount\":0}",
                "invalid name    | {\"to\":\" \",\"amount\":5}",
            })
    @DisplayName("H50 A body that cannot be read or is not valid does not pin the key")
    void aBodyThatIsNotValid(String what, String body) {
        for (int i = 0; i < 2; i++) {
            Reply reply = client.post("/checked/transfers").key(key).json(body).send();
            assertThat(reply.status()).as("%s", reply).isEqualTo(400);
            assertThat(reply.header("Content-Type")).isEqualTo("application/json");
            assertThat(reply.first()).isTrue();
        }
    }

    @ParameterizedTest(name = "H50 {0}")
    @CsvSource({"amount=11, yes", "amount=, yes", "amount=x, yes", "other=1, yes", "amount=1,"})
    @DisplayName("H50 Parameters that are missing or not valid do not pin the key")
    void parametersThatAreNotValid(String query, String needed) {
        Client.Call call = client.post("/checked/parameters?" + query).key(key);
        Reply reply = (needed == null ? call : call.header("X-Needed", needed)).send();
        assertThat(reply.status()).as("%s", reply).isEqualTo(400);
        assertThat(reply.first()).isTrue();
    }
}
