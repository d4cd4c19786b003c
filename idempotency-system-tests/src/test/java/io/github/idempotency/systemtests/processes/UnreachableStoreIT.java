package io.github.idempotency.systemtests.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.support.RedisTestServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The store accepts connections and never answers, or is gone; seen from the client of a shop. */
class UnreachableStoreIT {

    /** The store timeout is two seconds; the rest is for a loaded machine. What hangs does so for a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String key = "unreachable-" + UUID.randomUUID();
    private final ExecutorService clients = Executors.newCachedThreadPool();

    @Test
    void nothingIsExecutedWithoutAStoreAndNothingIsLostWhenItFailsLater() throws Exception {
        try (RedisTestServer redis = RedisTestServer.own();
                ShopProcess shop = start(redis)) {
            assertThat(shop.pay(key + "-warm-up", key).statusCode()).isEqualTo(201);

            redis.whileFrozen(() -> assertRefused(clients.submit(() -> shop.pay(key, key))));
            assertThat(Ledger.payments(shop, key)).as("the warm-up's only").containsValue(1);

            Future<HttpResponse<String>> payment = clients.submit(() -> payUntilAccepted(shop));
            Awaitility.await("the payment to begin")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> shop.get("/actuator/metrics/idempotency.in.flight")
                            .body()
                            .contains("\"value\":1"));
            redis.whileFrozen(() -> assertThat(payment).succeedsWithin(PATIENCE).satisfies(success -> {
                assertThat(success.statusCode()).isEqualTo(201);
                assertThat(success.headers().map()).doesNotContainKey("Idempotent-Replayed");
            }));
            HttpResponse<String> replay = payUntilAccepted(shop);
            assertThat(replay.headers().firstValue("Idempotent-Replayed")).hasValue("true");
            assertThat(replay.body()).isEqualTo(payment.get().body());
            assertThat(Ledger.payments(shop, key)).containsValue(2);
        } finally {
            clients.shutdownNow();
        }
    }

    private static void assertRefused(Future<HttpResponse<String>> payment) {
        assertThat(payment).succeedsWithin(PATIENCE).satisfies(refusal -> {
            assertThat(refusal.statusCode()).isEqualTo(503);
            assertThat(refusal.body())
                    .contains("\"code\":\"store-unavailable\"")
                    .contains("\"retryable\":true");
            assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
        });
    }

    /** The connection may need a moment after the server has run on. */
    private HttpResponse<String> payUntilAccepted(ShopProcess shop) {
        return Awaitility.await("the store to be back")
                .atMost(Duration.ofSeconds(30))
                .until(() -> shop.pay(key, key), response -> response.statusCode() == 201);
    }

    private static ShopProcess start(RedisTestServer redis) throws Exception {
        return ShopProcess.start(List.of(List.of(
                        "--spring.profiles.active=redis",
                        "--spring.data.redis.url=redis://" + redis.host() + ":" + redis.port(),
                        "--shop.gateway-latency=3s")))
                .get(0);
    }
}
