package io.github.idempotency.systemtests.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Pays at any shop that is up, and repeats the request until it is answered with a success. */
final class PersistentClient {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 20;

    private final Supplier<List<ShopProcess>> shops;
    private final String path;
    private final Observations seen;
    private final Random random;

    PersistentClient(Supplier<List<ShopProcess>> shops, String path, Observations seen, long seed) {
        this.shops = shops;
        this.path = path;
        this.seen = seen;
        this.random = new Random(seed);
    }

    /** Nobody else uses this key at the same time, so only an owner that was killed can be in its way. */
    void pay(String key) throws InterruptedException {
        long begun = System.nanoTime();
        long blockedSince = -1;
        for (boolean first = true; ; first = false) {
            long sent = System.nanoTime();
            assertThat(Duration.ofNanos(sent - begun))
                    .as("time without an answer for %s; %s", key, seen)
                    .isLessThan(PATIENCE);
            try {
                HttpResponse<String> response = any(shops.get()).pay(path, key, key);
                long received = System.nanoTime();
                seen.status(response.statusCode());
                if (!first) {
                    seen.retries.incrementAndGet();
                }
                if (response.statusCode() / 100 == 2) {
                    seen.answer(key, response);
                    return;
                }
                if (response.statusCode() == 409) {
                    // The shop judged after the sending and before the receiving: this much it was blocked at least.
                    blockedSince = blockedSince < 0 ? received : blockedSince;
                    seen.blocked(Math.max(0, sent - blockedSince));
                }
            } catch (ConnectException e) {
                // Not up, which says nothing about the key.
            } catch (IOException e) {
                seen.cutOff.incrementAndGet();
                blockedSince = -1;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private ShopProcess any(List<ShopProcess> candidates) {
        return candidates.get(random.nextInt(candidates.size()));
    }
}
