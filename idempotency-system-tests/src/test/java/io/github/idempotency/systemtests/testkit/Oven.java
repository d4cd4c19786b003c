package io.github.idempotency.systemtests.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts what was really baked. */
@Component
class Oven {

    private final AtomicInteger loaves = new AtomicInteger();

    int bake() {
        return loaves.incrementAndGet();
    }
}
