package io.github.idempotency.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.sample.Requests;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "shop.gateway-latency=1ms")
class DemoControllerTests {

    @LocalServerPort
    private int port;

    private Requests requests;

    @BeforeEach
    void connect() {
        requests = new Requests(port);
    }

    @AfterEach
    void start() throws Exception {
        turn(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/favicon.svg", "/demo/main.js", "/webjars/chart.js/4.5.1/dist/chart.umd.min.js"})
    void thePageAndWhatItLoadsAreThere(String path) throws Exception {
        assertThat(requests.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void theStateHasRecordLedgerAndCalls() throws Exception {
        assertThat(state("d-1", "r-1")).contains("\"state\":\"none\"").contains("\"order\":{\"count\":0");

        pay("/payments", "r-1", "Idempotency-Key", "d-1", "Demo-Action", "Pay");
        pay("/payments", "r-1", "Idempotency-Key", "d-1", "Demo-Action", "Again");

        assertThat(state("d-1", "r-1"))
                .contains("\"state\":\"settled\"", "\"attempt\":1")
                .contains("\"order\":{\"count\":1,\"sum\":12.50}")
                .containsSubsequence("\"action\":\"Again\"", "\"replayed\"", "\"action\":\"Pay\"", "\"executed\"");
    }

    @Test
    void theUnprotectedTwinChargesEveryTime() throws Exception {
        pay("/demo/unprotected-payments", "r-2");
        pay("/demo/unprotected-payments", "r-2");

        assertThat(state("none", "r-2")).contains("\"order\":{\"count\":2,\"sum\":25.00}", "\"unprotected\"");
    }

    @Test
    void aRefusedRequestIsAFailedCall() throws Exception {
        assertThat(pay("/payments", "", "Idempotency-Key", "d-4").statusCode()).isEqualTo(400);

        assertThat(state("d-4", "r-4")).contains("\"status\":400,\"outcome\":\"failed\"", "\"state\":\"none\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "49.999", "0", "-1"})
    void anAmountTheLedgerCannotHoldIsRefused(String amount) throws Exception {
        String json = "{\"reference\":\"r-5\",\"amount\":" + amount + "}";
        for (String path : List.of("/payments", "/transfers", "/settlements", "/demo/unprotected-payments")) {
            assertThat(requests.send("POST", path, json, "Idempotency-Key", "d-5" + amount)
                            .statusCode())
                    .as(path)
                    .isEqualTo(400);
        }
        assertThat(state("d-5", "r-5")).contains("\"order\":{\"count\":0");
    }

    /** Not in the memory of this process, but where the actuator looks: a quoted key is the same key. */
    @Test
    void aRecordIsFoundByOperationAndKey() throws Exception {
        pay("/payments", "r-6", "Idempotency-Key", "\"d-6\"");
        String found = state("d-6", "r-6");

        assertThat(found).contains("\"state\":\"settled\"").containsPattern("\"digest\":\"[0-9a-f]{64}\"");
        assertThat(state("d-7", "r-6")).contains("\"state\":\"none\",\"digest\":null");
    }

    @Test
    void withoutItsStoreTheShopRefusesAndLaterExecutes() throws Exception {
        turn(false);
        HttpResponse<String> refused = pay("/payments", "r-3", "Idempotency-Key", "d-3");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(state("d-3", "r-3")).contains("\"on\":false", "\"state\":\"unknown\"", "\"order\":{\"count\":0");

        turn(true);
        assertThat(pay("/payments", "r-3", "Idempotency-Key", "d-3").statusCode())
                .isEqualTo(201);
        assertThat(state("d-3", "r-3")).contains("\"on\":true", "\"state\":\"settled\"", "\"order\":{\"count\":1");
    }

    private String state(String key, String reference) throws Exception {
        return requests.get("/demo/state?reference=" + reference, "Idempotency-Key", key)
                .body();
    }

    private HttpResponse<String> pay(String path, String reference, String... headers) throws Exception {
        return requests.send("POST", path, "{\"reference\":\"" + reference + "\",\"amount\":12.50}", headers);
    }

    private void turn(boolean on) throws Exception {
        assertThat(requests.send("PUT", "/demo/store", "{\"on\":" + on + "}").statusCode())
                .isEqualTo(204);
    }
}
