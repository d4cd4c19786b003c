package io.github.idempotency.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TransferTests {

    @LocalServerPort
    private int port;

    private Requests requests;

    @BeforeEach
    void connect() {
        requests = new Requests(port);
    }

    @Test
    void theKeyReplaysTheAnswer() throws Exception {
        HttpResponse<String> first = transfer("transfer-1", "t-1", "12.50");
        HttpResponse<String> second = transfer("transfer-1", "t-1", "12.50");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void twentySimultaneousRequestsTransferOnce() throws Exception {
        List<HttpResponse<String>> responses = requests.simultaneously(
                "POST", "/transfers", "{\"reference\":\"t-2\",\"amount\":7.25}", "Idempotency-Key", "transfer-2");

        assertThat(responses).extracting(HttpResponse::statusCode).contains(201).isSubsetOf(201, 409);
        assertThat(requests.get("/transfers").body()).containsOnlyOnce("\"t-2\"");
    }

    private HttpResponse<String> transfer(String key, String reference, String amount) throws Exception {
        String json = "{\"reference\":\"" + reference + "\",\"amount\":" + amount + "}";
        return requests.send("POST", "/transfers", json, "Idempotency-Key", key);
    }
}
