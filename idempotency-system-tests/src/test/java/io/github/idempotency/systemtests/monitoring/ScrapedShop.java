package io.github.idempotency.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.systemtests.processes.ShopProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The packaged sample shop, with five payments behind it that each ended in another way. */
final class ScrapedShop implements AutoCloseable {

    static final String OPERATION = "POST /payments";
    static final int CALLS = 5;

    private final ShopProcess shop;
    private final String key = "scraped-" + UUID.randomUUID();

    private ScrapedShop(ShopProcess shop) {
        this.shop = shop;
    }

    static ScrapedShop start() throws IOException {
        return new ScrapedShop(
                ShopProcess.start(List.of(List.of("--shop.gateway-latency=3s"))).get(0));
    }

    String key() {
        return key;
    }

    /** @return a scrape from the middle of the first payment */
    Exposition pay() throws IOException {
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> pay(key, "12.50"));
        Exposition during = await().until(this::exposition, ScrapedShop::isUnderWay);
        assertThat(pay(key, "12.50")).as("in progress").isEqualTo(409);
        assertThat(first.join()).as("executed").isEqualTo(201);
        assertThat(pay(key, "12.50")).as("replayed").isEqualTo(201);
        assertThat(pay(key, "13.50")).as("collision").isEqualTo(422);
        assertThat(pay("", "12.50")).as("without a key").isEqualTo(400);
        return during;
    }

    /** Values are not read all at once, so a scrape may be from just before for one and from just after for another. */
    private static boolean isUnderWay(Exposition scrape) {
        return scrape.sum("idempotency_in_flight") == 1 && scrape.sum("idempotency_in_flight_oldest_seconds") > 0;
    }

    /** An answer is on its way before what was measured of it is counted. */
    HttpResponse<String> afterAllCalls() {
        return await().until(
                        () -> get("/actuator/prometheus"),
                        response ->
                                Exposition.parse(response.body()).sum("idempotency_requests_seconds_count") == CALLS);
    }

    private Exposition exposition() throws IOException {
        return Exposition.parse(get("/actuator/prometheus").body());
    }

    HttpResponse<String> get(String path) throws IOException {
        return shop.send(HttpRequest.newBuilder(shop.uri(path)).GET());
    }

    private int pay(String key, String amount) {
        HttpRequest.Builder request = HttpRequest.newBuilder(shop.uri("/payments"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reference\":\"scraped\",\"amount\":" + amount + "}"));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        try {
            return shop.send(request).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        shop.close();
    }
}
