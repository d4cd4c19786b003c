package io.github.idempotency.systemtests.payments;

import static io.github.idempotency.test.call.CallAssertions.assertThatCalls;
import static io.github.idempotency.test.web.IdempotencyRestClient.executed;
import static io.github.idempotency.test.web.IdempotencyRestClient.idempotencyKey;
import static io.github.idempotency.test.web.IdempotencyRestClient.replayed;
import static io.github.idempotency.test.web.IdempotencyRestClient.sameAnswerAs;

import io.github.idempotency.engine.Ending;
import io.github.idempotency.systemtests.payments.PaymentService.Payment;
import io.github.idempotency.systemtests.payments.PaymentService.PaymentRequest;
import io.github.idempotency.test.call.RecordedCalls;
import io.github.idempotency.test.slice.IdempotencyTestSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.ExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import({IdempotencyTestSupport.class, PaymentsApplicationTests.Everybody.class})
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:payments",
            "spring.application.name=payments",
            "idempotency.store=jdbc",
            "idempotency.jdbc.initialize-schema=always"
        })
class PaymentsApplicationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private RecordedCalls calls;

    @Test
    void aRetryGetsTheFirstAnswer() {
        ExchangeResult first = pay().expectAll(executed()).returnResult(Payment.class);

        pay().expectAll(replayed(), sameAnswerAs(first));

        assertThatCalls(calls).wereExecuted(1).haveEnded(Ending.RECORDED, 1);
    }

    private ResponseSpec pay() {
        return RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build()
                .post()
                .uri("/payments")
                .headers(idempotencyKey("key-1"))
                .body(new PaymentRequest("invoice-17", "49.90"))
                .exchange();
    }

    /** Everybody may pay. */
    static class Everybody {

        @Bean
        SecurityFilterChain everybody(HttpSecurity http) throws Exception {
            return http.csrf(csrf -> csrf.disable())
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }
}
