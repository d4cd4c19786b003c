package io.github.idempotency.systemtests.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.support.FrozenProcesses;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process stands still for longer than its lease and then goes on as if nothing had happened. */
class FrozenShopIT {

    private final String key = "frozen-" + UUID.randomUUID();
    private final ExecutorService clients = Executors.newCachedThreadPool();

    @SuppressWarnings("try") // the process is only to run on
    @ParameterizedTest
    @EnumSource(names = {"REDIS", "POSTGRES"})
    void theLateCompletionIsRefusedAndCounted(SharedStore store) throws Exception {
        List<ShopProcess> shops = ShopProcess.start(
                List.of(with(store, "--shop.gateway-latency=4s"), with(store, "--shop.gateway-latency=10ms")));
        try {
            ShopProcess frozen = shops.get(0);
            ShopProcess neighbour = shops.get(1);
            Future<HttpResponse<String>> late = clients.submit(() -> frozen.pay(key, key));
            Awaitility.await("the payment to be claimed")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> frozen.get("/actuator/metrics/idempotency.in.flight")
                            .body()
                            .contains("\"value\":1"));

            HttpResponse<String> recorded;
            try (FrozenProcesses ignored = frozen.freeze()) {
                recorded = Awaitility.await("the neighbour to take over")
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> neighbour.pay(key, key), response -> response.statusCode() != 409);
            }
            assertThat(recorded.statusCode()).isEqualTo(201);
            assertThat(neighbour.count("idempotency.leases.taken.over")).isEqualTo(1);

            HttpResponse<String> lateAnswer = late.get();
            assertThat(lateAnswer.statusCode()).isEqualTo(201);
            assertThat(lateAnswer.body()).isNotEqualTo(recorded.body());
            assertThat(frozen.count("idempotency.leases.lost")).isEqualTo(1);
            for (ShopProcess shop : shops) {
                assertThat(shop.pay(key, key).body()).isEqualTo(recorded.body());
            }
        } finally {
            shops.forEach(ShopProcess::close);
            clients.shutdownNow();
        }
    }

    private static List<String> with(SharedStore store, String... further) {
        List<String> arguments = new ArrayList<>(store.arguments());
        arguments.add("--idempotency.lease=1s");
        arguments.addAll(List.of(further));
        return arguments;
    }
}
