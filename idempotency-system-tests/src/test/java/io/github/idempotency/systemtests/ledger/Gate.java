package io.github.idempotency.systemtests.ledger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Where handlers stop until a test lets them go on. */
@Component
class Gate {

    private static final long PATIENCE_SECONDS = 30;

    private final Map<String, CountDownLatch> arrivals = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> openings = new ConcurrentHashMap<>();

    /** For handlers: waits here, once a test has closed this gate. */
    void pass(String name) {
        CountDownLatch opening = openings.get(name);
        if (opening != null) {
            arrivals.get(name).countDown();
            await(opening);
        }
    }

    void close(String name) {
        close(name, 1);
    }

    /** @param arrivals how many handlers have to come before they are awaited no longer */
    void close(String name, int arrivals) {
        this.arrivals.put(name, new CountDownLatch(arrivals));
        openings.put(name, new CountDownLatch(1));
    }

    void awaitArrival(String name) {
        await(arrivals.get(name));
    }

    void open(String name) {
        openings.get(name).countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody came within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
