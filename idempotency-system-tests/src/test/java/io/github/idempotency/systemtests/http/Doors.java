package io.github.idempotency.systemtests.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Where handlers stop until a test lets them go on; a door is known by a name that the request carries. */
@Component
final class Doors {

    private static final long PATIENCE_SECONDS = 30;

    private final Map<String, Door> doors = new ConcurrentHashMap<>();

    private static final class Door {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
    }

    /** For handlers: says that one is here and waits. */
    void pass(String name) {
        Door door = door(name);
        door.arrived.countDown();
        await(door.open, "Nobody opened the door " + name);
    }

    /** For tests: waits until a handler is at the door. */
    void awaitArrival(String name) {
        await(door(name).arrived, "Nobody came to the door " + name);
    }

    /** For tests: lets everybody through, now and later. */
    void open(String name) {
        door(name).open.countDown();
    }

    private Door door(String name) {
        return doors.computeIfAbsent(name, any -> new Door());
    }

    private static void await(CountDownLatch latch, String otherwise) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(otherwise + " within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted. " + otherwise, e);
        }
    }
}
