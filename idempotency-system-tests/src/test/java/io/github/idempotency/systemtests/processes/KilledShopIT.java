package io.github.idempotency.systemtests.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process is killed with SIGKILL in the middle of a payment, while retries arrive at its neighbours. */
class KilledShopIT {

    private static final int RETRIES = 8;
    private static final String LEASE = "--idempotency.lease=3s";

    private final String key = "killed-" + UUID.randomUUID();
    private final ExecutorService clients = Executors.newCachedThreadPool();

    @ParameterizedTest
    @EnumSource
    void afterTheLeaseExactlyOneTakesOverOrThePersonIsAsked(SharedStore store) throws Exception {
        List<ShopProcess> shops = ShopProcess.start(List.of(
                with(store, "--shop.gateway-latency=10m"),
                with(store, "--shop.gateway-latency=200ms"),
                with(store, "--shop.gateway-latency=200ms", "--idempotency.when-abandoned=hold")));
        try {
            ShopProcess doomed = shops.get(0);
            ShopProcess reexecuting = shops.get(1);
            ShopProcess holding = shops.get(2);

            CompletableFuture<Void> lost = CompletableFuture.runAsync(() -> payAndLoseConnection(doomed), clients);
            awaitInProgress(doomed);
            doomed.kill();
            lost.join();

            // The killed owner's lease may have been renewed a moment ago: it still counts.
            assertThat(holding.pay(key, key).body()).contains("request-in-progress");
            assertThat(payUntil(holding, "outcome-unknown").statusCode()).isEqualTo(409);
            assertThat(holding.pay(key, key).body()).contains("outcome-unknown").contains("\"retryable\":false");

            List<String> bodies = new ArrayList<>();
            List<Future<HttpResponse<String>>> retries = new ArrayList<>();
            for (int i = 0; i < RETRIES; i++) {
                retries.add(clients.submit(() -> payUntil(reexecuting, "\"id\"")));
            }
            for (Future<HttpResponse<String>> retry : retries) {
                bodies.add(retry.get().body());
            }
            assertThat(bodies).hasSize(RETRIES).containsOnly(bodies.get(0));
            assertThat(Ledger.payments(reexecuting, key)).containsOnlyKeys(key).containsValue(1);
            assertThat(reexecuting.count("idempotency.leases.taken.over")).isEqualTo(1);
            assertThat(holding.pay(key, key).body()).isEqualTo(bodies.get(0));
        } finally {
            shops.forEach(ShopProcess::close);
            clients.shutdownNow();
        }
    }

    private void payAndLoseConnection(ShopProcess doomed) {
        try {
            doomed.pay(key, key);
            throw new AssertionError("The killed shop has answered");
        } catch (IOException expected) {
            // That is what a client sees of a crash.
        }
    }

    private static void awaitInProgress(ShopProcess shop) {
        Awaitility.await("the payment to begin")
                .atMost(Duration.ofSeconds(30))
                .until(() -> shop.get("/actuator/metrics/idempotency.in.flight")
                        .body()
                        .contains("\"value\":1"));
    }

    private HttpResponse<String> payUntil(ShopProcess shop, String content) {
        return Awaitility.await("an answer with " + content)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> shop.pay(key, key), response -> response.body().contains(content));
    }

    private static List<String> with(SharedStore store, String... further) {
        List<String> arguments = new ArrayList<>(store.arguments());
        arguments.add(LEASE);
        arguments.addAll(List.of(further));
        return arguments;
    }
}
