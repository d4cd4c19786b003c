package io.github.idempotency.systemtests.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processes on one store, 64 clients, 5,000 keys, every request sent three times around the same moment. */
class TwoShopsIT {

    private static final int CLIENTS = 64;
    private static final int KEYS = 5_000;
    private static final int REPETITIONS = 3;
    /** How far apart the repetitions of a request may be in the order of sending. */
    private static final int WINDOW = 40;

    private final Map<Integer, Set<String>> answers = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();

    @ParameterizedTest
    @EnumSource(names = {"REDIS", "POSTGRES"})
    void everyKeyIsExecutedExactlyOnce(SharedStore store) throws Exception {
        String run = "race-" + UUID.randomUUID() + "-";
        List<String> arguments = new ArrayList<>(store.arguments());
        arguments.add("--shop.gateway-latency=5ms");
        // A machine that is busy with other things may pause for longer than the usual two seconds.
        arguments.add("--idempotency.store-timeout=10s");
        List<ShopProcess> shops = ShopProcess.start(List.of(arguments, arguments));
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int key : order()) {
                calls.add(clients.submit(() -> payUntilAnswered(shops, run, key)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
            assertThat(statuses.keySet()).as("statuses " + statuses).isSubsetOf(201, 409);
            assertThat(answers)
                    .hasSize(KEYS)
                    .allSatisfy((key, bodies) -> assertThat(bodies).hasSize(1));
            assertThat(Ledger.payments(shops.get(0), run))
                    .hasSize(KEYS)
                    .allSatisfy((reference, count) -> assertThat(count).isEqualTo(1));
        } finally {
            clients.shutdownNow();
            shops.forEach(ShopProcess::close);
        }
    }

    private Void payUntilAnswered(List<ShopProcess> shops, String run, int key)
            throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            // Retries go through the load balancer, too: any process may get them.
            ShopProcess shop =
                    shops.get((key + attempt + (int) Thread.currentThread().getId()) % shops.size());
            HttpResponse<String> response = shop.pay(run + key, run + key);
            statuses.computeIfAbsent(response.statusCode(), status -> new AtomicInteger())
                    .incrementAndGet();
            if (response.statusCode() != 409) {
                answers.computeIfAbsent(key, any -> ConcurrentHashMap.newKeySet())
                        .add(response.body());
                return null;
            }
            assertThat(response.body()).contains("request-in-progress");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            Thread.sleep(5);
        }
    }

    /** Every key several times, its repetitions close together, so that some overlap and some come after. */
    private static List<Integer> order() {
        List<Integer> order = new ArrayList<>();
        IntStream.range(0, KEYS).forEach(key -> order.addAll(Collections.nCopies(REPETITIONS, key)));
        Random random = new Random(42);
        for (int i = 0; i < order.size(); i++) {
            Collections.swap(order, i, Math.min(order.size() - 1, i + random.nextInt(WINDOW)));
        }
        return order;
    }
}
