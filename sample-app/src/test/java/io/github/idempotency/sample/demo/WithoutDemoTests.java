package io.github.idempotency.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.sample.Requests;
import io.github.idempotency.store.IdempotencyStore;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"shop.demo=false", "shop.gateway-latency=1ms"})
class WithoutDemoTests {

    private static final String PAYMENT = "{\"reference\":\"plain\",\"amount\":12.50}";

    @LocalServerPort
    private int port;

    @Autowired
    private IdempotencyStore store;

    @Value("${server.address}")
    private String address;

    @Test
    void nobodyCanStopTheStoreOrPayWithoutProtection() throws Exception {
        Requests requests = new Requests(port);

        assertThat(requests.send("PUT", "/demo/store", "{\"on\":false}").statusCode())
                .isEqualTo(404);
        assertThat(requests.send("POST", "/demo/unprotected-payments", PAYMENT).statusCode())
                .isEqualTo(404);
        assertThat(requests.get("/demo/state?reference=plain").statusCode()).isEqualTo(404);
        assertThat(AopUtils.isAopProxy(store)).isFalse();
        assertThat(requests.send("POST", "/payments", PAYMENT, "Idempotency-Key", "plain")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void theShopIsReachedFromThisMachineOnly() {
        assertThat(address).isEqualTo("127.0.0.1");
    }
}
