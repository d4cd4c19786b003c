package io.github.idempotency.systemtests.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.http.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The overview, who may do what, and requests that make no sense. */
@TestPropertySource(properties = "idempotency.store=memory")
class EndpointTests extends DeskTest {

    private static final String SETTLED = "{\"resolution\":\"settled\",";

    @Test
    void supportMayLookAndOnlyOperatorsMayChange() {
        payment("ada").send();

        assertThat(client.get("/actuator/idempotency").send().status()).isEqualTo(401);
        assertThat(get("ada", paymentOf("ada")).status()).isEqualTo(403);
        assertThat(get("sue", paymentOf("ada")).status()).isEqualTo(200);
        assertThat(delete("sue", paymentOf("ada")).status()).isEqualTo(403);
        assertThat(post("sue", paymentOf("ada"), "{\"resolution\":\"failed\"}").status())
                .isEqualTo(403);
        assertThat(delete("ops", paymentOf("ada")).status()).isEqualTo(200);
    }

    @Test
    void probesNeedNoLoginAndOtherEndpointsAnOperator() {
        assertThat(client.get("/actuator/health").send().status()).isEqualTo(200);
        assertThat(client.get("/actuator/info").send().status()).isEqualTo(401);
        assertThat(get("sue", "/actuator/info").status()).isEqualTo(403);
        assertThat(get("ops", "/actuator/info").status()).isEqualTo(200);
    }

    @Test
    void theOverviewShowsEveryOperationBeforeItsFirstCall() {
        JsonNode overview = json(get("sue", "/actuator/idempotency"));

        assertThat(overview.propertyNames())
                .containsExactly("namespace", "stores", "defaults", "engine", "counts", "operations");
        assertThat(overview.get("namespace").asString()).isEqualTo("desk");
        JsonNode store = overview.get("stores").get(0);
        assertThat(store.get("name").asString()).isEqualTo("memory");
        assertThat(store.get("standard").asBoolean()).isTrue();
        assertThat(store.get("shared").asBoolean()).isFalse();
        assertThat(store.get("inspectable").asBoolean()).isTrue();
        assertThat(overview.get("defaults").get("lease").asString()).isEqualTo("PT15S");
        assertThat(overview.get("defaults").get("required").asBoolean()).isTrue();
        assertThat(overview.get("engine").get("storeTimeout").asString()).isEqualTo("PT2S");
        JsonNode payments = operation(overview, "POST /payments");
        assertThat(payments.get("door").asString()).isEqualTo("http");
        assertThat(payments.get("store").asString()).isEqualTo("memory");
        assertThat(payments.get("whenFails").asString()).isEqualTo("hold");
        assertThat(payments.get("retention").asString()).isEqualTo("PT24H");
        assertThat(operation(overview, "cancel-payment").get("retention").asString())
                .isEqualTo("PT2H");
        assertThat(operation(overview, "issue-receipt").get("door").asString()).isEqualTo("bean");
    }

    @Test
    void theOverviewCounts() {
        JsonNode before = operation(json(get("sue", "/actuator/idempotency")), "POST /payments")
                .get("counts");
        payment("ada").send();
        payment("ada").send();
        as(client.post("/payments"), "ada").json("{}").send();

        JsonNode after = json(get("sue", "/actuator/idempotency"));
        JsonNode counts = operation(after, "POST /payments").get("counts");
        assertThat(counts.get("executed").asInt())
                .isEqualTo(before.get("executed").asInt() + 1);
        assertThat(counts.get("started").asInt())
                .isEqualTo(before.get("started").asInt() + 1);
        assertThat(counts.get("replayed").asInt())
                .isEqualTo(before.get("replayed").asInt() + 1);
        assertThat(counts.get("inFlight").asInt()).isZero();
        assertThat(counts.get("refused").get("idempotency-key-missing").asInt()).isPositive();
        assertThat(after.get("counts").get("executed").asInt())
                .isGreaterThanOrEqualTo(counts.get("executed").asInt());
        assertThat(after.get("counts").get("duplicateRate").asDouble()).isBetween(0.0, 1.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "records | Say which record is meant",
                "records?operation=x | Say which record is meant",
                "records?key=x | Say which record is meant",
                "records?operation=&key= | Say which record is meant",
                "records?digest=abc | 64 hexadecimal digits",
                "records?digest=5f1c0a9be2d4 | the short one of logs",
                "records?digest=zz34567890123456789012345678901234567890123456789012345678901234 | 64 hexadecimal digits",
                "records?digest=a&digest=b | given 2 times",
                "records?digest=a&operation=b | not both",
                "records?operation=a&operation=b&key=c | given 2 times",
                "records?operation=a&key=b&store=nowhere | no store of this name",
                "held?limit=0 | between 1 and 1000",
                "held?limit=1001 | between 1 and 1000",
                "held?limit=99999999999999999999 | no number",
                "abandoned?limit=-1 | between 1 and 1000",
                "abandoned?limit=many | no number",
                "settled | There is no such section",
                "%3Cscript%3E | There is no such section",
            })
    void requestsThatMakeNoSenseAreToldWhy(String section, String reason) {
        Reply reply = get("ops", "/actuator/idempotency/" + section);
        assertThat(error(reply, 400)).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | Give a 'resolution'",
                "{\"resolution\":\"maybe\"} | Give a 'resolution'",
                "{\"resolution\":\"settled\"} | either a 'status'",
                "{\"resolution\":\"failed\",\"status\":200} | there is no answer",
                "{\"resolution\":\"failed\",\"retention\":\"1d\"} | there is no answer",
                "{\"resolution\":\"settled\",\"status\":\"ok\"} | no number",
                "{\"resolution\":\"settled\",\"status\":99} | between 200 and 599",
                "{\"resolution\":\"settled\",\"status\":600} | between 200 and 599",
                "{\"resolution\":\"settled\",\"status\":200,\"value\":\"1\"} | either a 'status'",
                "{\"resolution\":\"settled\",\"value\":\"1\"} | answers over HTTP",
                "{\"resolution\":\"settled\",\"status\":204,\"contentType\":\"text/plain\",\"body\":\"x\"} | has no body",
                "{\"resolution\":\"settled\",\"status\":200,\"body\":\"x\"} | needs a 'contentType'",
                "{\"resolution\":\"settled\",\"status\":200,\"contentType\":\"text\",\"body\":\"x\"} | no media type",
                "{\"resolution\":\"settled\",\"status\":200,\"contentType\":\"text/*\",\"body\":\"x\"} | no media type",
                "{\"resolution\":\"settled\",\"status\":200,\"headers\":\"no colon\"} | in printable ASCII",
                "{\"resolution\":\"settled\",\"status\":200,\"headers\":\"X-A: a\\u0000b\"} | in printable ASCII",
                "{\"resolution\":\"settled\",\"status\":200,\"headers\":\"Set-Cookie: a=b\"} | Set-Cookie",
                "{\"resolution\":\"settled\",\"status\":200,\"headers\":\"Content-Type: a/b\"} | as 'contentType'",
                "{\"resolution\":\"settled\",\"status\":200,\"contentType\":\"text/plain;a=\\\"b\\r\\nX-C: d\\\"\"} | no media type",
                "{\"resolution\":\"settled\",\"status\":200,\"contentType\":\"text/plain;charset=ISO-8859-1\",\"body\":\"5 €\"} | in the charset ISO-8859-1",
                "{\"resolution\":\"settled\",\"status\":200,\"contentType\":\"text/plain;charset=ISO-2022-CN\",\"body\":\"5\"} | in the charset ISO-2022-CN",
                "{\"resolution\":\"settled\",\"status\":200,\"contentType\":\"text/plain\",\"body\":\"\\ud800\"} | in the charset UTF-8",
                "{\"resolution\":\"settled\",\"status\":401} | never recorded",
                "{\"resolution\":\"settled\",\"status\":403} | never recorded",
                "{\"resolution\":\"settled\",\"status\":503} | never recorded",
                "{\"resolution\":\"settled\",\"status\":200,\"kind\":\"value\"} | With the 'kind'",
                "{\"resolution\":\"settled\",\"status\":200,\"kind\":\"other\"} | http or value",
                "{\"resolution\":\"failed\",\"kind\":\"http\"} | there is no answer",
                "{\"resolution\":\"failed\",\"attempt\":\"first\"} | no number",
                "{\"resolution\":\"settled\",\"status\":200,\"retention\":\"soon\"} | no duration",
                "{\"resolution\":\"settled\",\"status\":200,\"retention\":\"-1d\"} | between 1s and 3650d",
                "{\"resolution\":\"settled\",\"status\":200,\"retention\":\"99999999999d\"} | between 1s and 3650d",
            })
    void decisionsThatMakeNoSenseAreToldWhy(String decision, String reason) {
        trouble.fail(key);
        payment("ada").send();

        assertThat(error(post("ops", paymentOf("ada"), decision), 400)).contains(reason);
        assertThat(found(paymentOf("ada")).get("state").asString()).isEqualTo("held");
    }

    @Test
    void whereThereIsNothingToDecideAboutNothingIsDecided() {
        assertThat(error(post("ops", "/actuator/idempotency/held", "{\"resolution\":\"failed\"}"), 400))
                .contains("'records'");
        assertThat(error(delete("ops", "/actuator/idempotency/held"), 400)).contains("'records'");
        assertThat(error(delete("ops", RECORDS), 400)).contains("Say which record");
        assertThat(error(post("ops", paymentOf("ada"), SETTLED + "\"status\":200}"), 404))
                .contains("principal 'ada'");
    }

    @Test
    void aKeyThatAnotherOperationSharesIsNotChangedByMistake() {
        payment("ada").send();
        String shared = RECORDS + "?operation=cancel-payment&key=" + encoded(key) + "&principal=ada";

        assertThat(found(shared).get("operation").asString()).isEqualTo("POST /payments");
        assertThat(error(delete("ops", shared), 409)).contains("'POST /payments'");
    }

    @Test
    void aKeyThatAnExpressionChoseIsFound() {
        String id = "p-" + System.nanoTime();
        as(client.call("DELETE", "/payments/" + id), "ada").send();

        assertThat(found(RECORDS + "?operation=cancel-payment&key=" + id + "&principal=ada")
                        .get("operation")
                        .asString())
                .isEqualTo("cancel-payment");
    }

    private static JsonNode operation(JsonNode overview, String name) {
        for (JsonNode operation : overview.get("operations")) {
            if (operation.get("name").asString().equals(name)) {
                return operation;
            }
        }
        throw new AssertionError("No operation " + name + " in " + overview);
    }
}
