package io.github.idempotency.systemtests.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** A decision is about what it names, and about nothing else. */
@TestPropertySource(properties = "idempotency.store=memory")
class DecisionTests extends DeskTest {

    @Test
    void aFormOfAnotherSiteChangesNothing() {
        trouble.fail(key);
        payment("ada").send();

        Reply form = as(client.post(paymentOf("ada") + "&resolution=failed"), "ops")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .send();
        assertThat(form.status()).isEqualTo(415);
        Reply text = as(client.post(paymentOf("ada") + "&resolution=failed"), "ops")
                .header("Content-Type", "text/plain")
                .send();
        assertThat(text.status()).isEqualTo(415);
        assertThat(found(paymentOf("ada")).get("state").asString()).isEqualTo("held");
    }

    @Test
    void aKeyIsTheTextItselfAndNotWhatItsQuotesMayMean() {
        payment("ada").send();
        String quoted = paymentOf("ada").replace("key=", "key=%22").replace("&principal", "%22&principal");

        Reply reply = get("sue", quoted);
        assertThat(error(reply, 404)).contains("no record");
        assertThat(json(reply).get("hints").get(0).asString()).contains("quotes");
        assertThat(delete("ops", quoted).status()).isEqualTo(404);
        assertThat(found(paymentOf("ada")).get("state").asString()).isEqualTo("settled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"body\":{\"id\":42}", "\"headers\":[\"X-A: b\"]", "\"value\":{\"id\":42}"})
    void jsonInADecisionIsGivenInAString(String nested) {
        trouble.fail(key);
        payment("ada").send();

        Reply reply = post(
                "ops",
                paymentOf("ada"),
                "{\"resolution\":\"settled\",\"status\":200,\"contentType\":\"application/json\"," + nested + "}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(found(paymentOf("ada")).get("state").asString()).isEqualTo("held");
    }

    @Test
    void aDigestDoesNotSayWhatItsAnswerIs() {
        hold();
        String query =
                RECORDS + "?digest=" + found(paymentOf("ada")).get("digest").asString();

        assertThat(error(post("ops", query, "{\"resolution\":\"settled\",\"status\":204}"), 400))
                .contains("'kind'");
        assertThat(error(post("ops", query, "{\"resolution\":\"settled\",\"kind\":\"value\",\"value\":\"1\"}"), 400))
                .contains("answers over HTTP");
        assertThat(found(query).get("state").asString()).isEqualTo("held");
    }

    @Test
    void aDecisionIsOnlyAboutTheAttemptItNames() {
        hold();

        assertThat(error(post("ops", paymentOf("ada"), "{\"resolution\":\"failed\",\"attempt\":2}"), 409))
                .contains("is in attempt 1");
        assertThat(error(delete("ops", paymentOf("ada") + "&attempt=2"), 409)).contains("is in attempt 1");
        assertThat(post("ops", paymentOf("ada"), "{\"resolution\":\"failed\",\"attempt\":1}")
                        .status())
                .isEqualTo(200);
    }

    private void hold() {
        trouble.fail(key);
        assertThat(payment("ada").send().status()).isEqualTo(500);
    }
}
