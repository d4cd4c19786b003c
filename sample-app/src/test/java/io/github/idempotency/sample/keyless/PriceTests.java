package io.github.idempotency.sample.keyless;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.sample.Requests;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PriceTests {

    @LocalServerPort
    private int port;

    private Requests requests;

    @BeforeEach
    void connect() {
        requests = new Requests(port);
    }

    @Test
    void aRepetitionOfASuccessfulChangeIsRefusedAndChangesNothing() throws Exception {
        assertThat(put("mug", "12.50", "If-None-Match", "*").statusCode()).isEqualTo(201);
        HttpResponse<String> seen = requests.get("/products/mug/price");
        assertThat(etag(seen)).isEqualTo("\"1\"");

        HttpResponse<String> changed = put("mug", "13.00", "If-Match", etag(seen));
        assertThat(changed.statusCode()).isEqualTo(204);
        assertThat(put("mug", "13.00", "If-Match", etag(seen)).statusCode()).isEqualTo(412);

        HttpResponse<String> now = requests.get("/products/mug/price");
        assertThat(now.body()).isEqualTo("{\"amount\":13.00}");
        assertThat(etag(now)).isEqualTo(etag(changed)).isEqualTo("\"2\"");
    }

    @Test
    void aLateRepetitionDoesNotBringBackAnOldPrice() throws Exception {
        put("plate", "7.00", "If-None-Match", "*");
        put("plate", "8.00", "If-Match", "\"1\"");
        put("plate", "9.00", "If-Match", "\"2\"");

        assertThat(put("plate", "8.00", "If-Match", "\"1\"").statusCode()).isEqualTo(412);
        assertThat(requests.get("/products/plate/price").body()).isEqualTo("{\"amount\":9.00}");
    }

    @Test
    void aChangeWithoutAVersionIsRefused() throws Exception {
        put("spoon", "2.00", "If-None-Match", "*");

        assertThat(put("spoon", "1.00").statusCode()).isEqualTo(428);
        assertThat(requests.get("/products/spoon/price").body()).isEqualTo("{\"amount\":2.00}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"1\"", "*", "1", "\"1\", \"2\"", "\"x\""})
    void whatIsNotTheCurrentVersionIsRefused(String ifMatch) throws Exception {
        put("fork", "2.00", "If-None-Match", "*");

        assertThat(put("fork", "1.00", "If-Match", ifMatch).statusCode()).isEqualTo(412);
        assertThat(requests.get("/products/fork/price").body()).isEqualTo("{\"amount\":2.00}");
    }

    @Test
    void theFirstPriceIsSetOnce() throws Exception {
        List<HttpResponse<String>> responses =
                requests.simultaneously("PUT", "/products/knife/price", "{\"amount\":3.00}", "If-None-Match", "*");

        assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(201, 412);
        assertThat(etag(requests.get("/products/knife/price"))).isEqualTo("\"1\"");
    }

    @Test
    void oneOfTwentySimultaneousRequestsChangesThePrice() throws Exception {
        put("bowl", "5.00", "If-None-Match", "*");

        List<HttpResponse<String>> responses =
                requests.simultaneously("PUT", "/products/bowl/price", "{\"amount\":6.00}", "If-Match", "\"1\"");

        assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(204, 412);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 204)
                .hasSize(1);
        assertThat(etag(requests.get("/products/bowl/price"))).isEqualTo("\"2\"");
    }

    private HttpResponse<String> put(String product, String amount, String... headers) throws Exception {
        return requests.send("PUT", "/products/" + product + "/price", "{\"amount\":" + amount + "}", headers);
    }

    private static String etag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }
}
