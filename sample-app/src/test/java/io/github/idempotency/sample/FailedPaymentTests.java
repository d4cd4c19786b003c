package io.github.idempotency.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class FailedPaymentTests {

    @TestConfiguration
    static class Unlucky {

        @Bean
        @Primary
        PaymentGateway brokenGateway() {
            return new PaymentGateway(Duration.ZERO) {
                @Override
                void charge(Payment payment) {
                    throw new IllegalStateException("The bank is closed");
                }
            };
        }
    }

    @LocalServerPort
    private int port;

    @Test
    void itIsRolledBackAndReleasedAndTheDemoSaysSo() throws Exception {
        Requests requests = new Requests(port);
        String payment = "{\"reference\":\"f-1\",\"amount\":12.50}";

        assertThat(requests.send("POST", "/payments", payment, "Idempotency-Key", "f-1")
                        .statusCode())
                .isEqualTo(500);

        assertThat(requests.get("/payments").body()).doesNotContain("f-1");
        assertThat(requests.get("/demo/state?reference=f-1", "Idempotency-Key", "f-1")
                        .body())
                .contains("\"status\":500,\"outcome\":\"released\"", "\"state\":\"none\"", "\"order\":{\"count\":0");
    }
}
