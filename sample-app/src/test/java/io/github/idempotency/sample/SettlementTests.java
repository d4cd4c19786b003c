package io.github.idempotency.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SettlementTests {

    @LocalServerPort
    private int port;

    private Requests requests;

    @BeforeEach
    void connect() {
        requests = new Requests(port);
    }

    @Test
    void theKeyReplaysTheAnswer() throws Exception {
        HttpResponse<String> first = settle("k-1", "r-1", "12.50");
        HttpResponse<String> second = settle("k-1", "r-1", "12.50");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void anotherKeyFindsWhatIsSettled() throws Exception {
        HttpResponse<String> first = settle("k-2", "r-2", "12.50");
        HttpResponse<String> second = settle("k-3", "r-2", "12.50");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().map()).doesNotContainKey("Idempotent-Replayed");
        assertThat(settle("k-4", "r-2", "13.00").statusCode()).isEqualTo(409);
    }

    private HttpResponse<String> settle(String key, String reference, String amount) throws Exception {
        String json = "{\"reference\":\"" + reference + "\",\"amount\":" + amount + "}";
        return requests.send("POST", "/settlements", json, "Idempotency-Key", key);
    }
}
