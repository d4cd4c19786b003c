package io.github.idempotency.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.processes.ShopProcess;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page asks of the server is the same with another store. */
class StopOnRedisIT {

    @Test
    void theStoreIsShownStoppedAndStarted() throws Exception {
        RedisTestServer redis = RedisTestServer.shared();
        List<String> arguments = List.of(
                "--spring.profiles.active=redis",
                "--spring.data.redis.url=redis://" + redis.host() + ":" + redis.port(),
                "--shop.gateway-latency=1ms");
        try (ShopProcess shop = ShopProcess.start(List.of(arguments)).get(0)) {
            assertThat(turn(shop, false).statusCode()).isEqualTo(204);
            assertThat(pay(shop).statusCode()).isEqualTo(503);
            assertThat(state(shop)).contains("\"name\":\"redis\",\"on\":false", "\"order\":{\"count\":0");

            turn(shop, true);
            assertThat(pay(shop).statusCode()).isEqualTo(201);
            assertThat(pay(shop).headers().firstValue("Idempotent-Replayed")).hasValue("true");
            assertThat(state(shop)).contains("\"on\":true", "\"state\":\"settled\"", "\"order\":{\"count\":1");
        }
    }

    private static String state(ShopProcess shop) throws IOException {
        return shop.send(HttpRequest.newBuilder(shop.uri("/demo/state?reference=on-redis"))
                        .header("Idempotency-Key", "on-redis"))
                .body();
    }

    private static HttpResponse<String> turn(ShopProcess shop, boolean on) throws IOException {
        return shop.send(HttpRequest.newBuilder(shop.uri("/demo/store"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"on\":" + on + "}")));
    }

    private static HttpResponse<String> pay(ShopProcess shop) throws IOException {
        return shop.send(HttpRequest.newBuilder(shop.uri("/payments"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "on-redis")
                .POST(BodyPublishers.ofString("{\"reference\":\"on-redis\",\"amount\":12.50}")));
    }
}
