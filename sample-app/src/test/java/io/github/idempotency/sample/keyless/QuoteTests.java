package io.github.idempotency.sample.keyless;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.sample.Requests;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class QuoteTests {

    private static final String REQUEST = "{\"item\":\"mug\",\"quantity\":120,\"unitPrice\":12.5}";
    /** Written down, so that another process or another day is held to it, too. */
    private static final String ANSWER = "{\"id\":\"734b24c8-89d5-3468-bd44-cec7bac692ee\","
            + "\"item\":\"mug\",\"quantity\":120,\"unitPrice\":12.50,\"discount\":75.00,\"total\":1425.00}";

    @LocalServerPort
    private int port;

    private Requests requests;

    @BeforeEach
    void connect() {
        requests = new Requests(port);
    }

    @Test
    void theSameRequestGetsTheSameAnswerAtAnyTime() throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = requests.send("POST", "/quotes", REQUEST);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(ANSWER);
        }
    }

    @Test
    void twentySimultaneousRequestsGetTheSameAnswer() throws Exception {
        List<HttpResponse<String>> responses = requests.simultaneously("POST", "/quotes", REQUEST);

        assertThat(responses).extracting(HttpResponse::body).containsOnly(ANSWER);
    }

    @Test
    void theIdFollowsFromTheContentAndNotFromItsSpelling() throws Exception {
        String same = "{ \"unitPrice\": 12.50, \"quantity\": 120, \"item\": \"mug\" }";
        String other = REQUEST.replace("120", "121");

        assertThat(requests.send("POST", "/quotes", same).body()).isEqualTo(ANSWER);
        assertThat(id(requests.send("POST", "/quotes", other).body())).isNotEqualTo(id(ANSWER));
    }

    private static String id(String answer) {
        return answer.substring(0, answer.indexOf(','));
    }
}
