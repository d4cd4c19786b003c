package io.github.idempotency.systemtests.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.engine.EngineEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Keys and fingerprints that handlers choose by expressions, and the names of operations. */
class ChosenKeyTests extends HttpTest {

    @Autowired
    private Heard heard;

    @Test
    @DisplayName("The same value chosen by two handlers is two keys")
    void theSameValueChosenByTwoHandlersIsTwoKeys() {
        Reply paid = client.post("/chosen/pay/" + key).send();
        Answers.isFirst(paid, 200, "paid 1");
        Answers.isFirst(client.post("/chosen/ship/" + key).send(), 200, "shipped 1");

        Answers.isReplay(client.post("/chosen/pay/" + key).send(), paid);
        assertThat(runs.of("pay")).isOne();
    }

    @Test
    @DisplayName("A client's key does not meet a chosen one of the same value")
    void aClientsKeyDoesNotMeetAChosenOne() {
        Answers.isFirst(client.post("/chosen/pay/" + key).send(), 200, "paid 1");

        Answers.isFirst(client.post("/chosen/any").key(key).send(), 200, "any 1");
    }

    @Test
    @DisplayName("A chosen fingerprint does not depend on the order of entries")
    void aChosenFingerprintIsCanonical() {
        Reply first = fingerprint("{\"item\":\"tea\",\"size\":\"big\"}");
        Answers.isFirst(first, 200, "ordered 1");

        Answers.isReplay(fingerprint("{\"size\":\"big\",\"item\":\"tea\"}"), first);
        Problem.of(fingerprint("{\"size\":\"small\",\"item\":\"tea\"}"))
                .is(422, "idempotency-key-reused", "Idempotency-Key is already used", false);
    }

    @Test
    @DisplayName("Methods that clients make up give operations no names, and yet tell requests apart")
    void madeUpMethodsGiveNoNames() {
        heard.forget();
        Answers.isFirst(client.call("BREW", "/chosen/any").key(key).send(), 200, "any 1");
        Problem.of(client.call("STEEP", "/chosen/any").key(key).send())
                .is(422, "idempotency-key-reused", "Idempotency-Key is already used", false);

        assertThat(heard.all(EngineEvent.Started.class))
                .extracting(EngineEvent.Started::operation)
                .containsExactly("OTHER /chosen/any");
    }

    private Reply fingerprint(String order) {
        return client.post("/chosen/fingerprint").key(key).json(order).send();
    }
}
