package io.github.idempotency.systemtests.testkit;

import io.github.idempotency.WhenInProgress;
import io.github.idempotency.spring.Idempotent;
import org.springframework.stereotype.Service;

/** Takes orders, each once. */
@Service
class Orders {

    record Loaf(int number, String kind) {}

    private final Oven oven;

    Orders(Oven oven) {
        this.oven = oven;
    }

    @Idempotent(key = "#order", operation = "take-order", whenInProgress = WhenInProgress.WAIT, maxWait = "10s")
    public Loaf take(String order, String kind) {
        return new Loaf(oven.bake(), kind);
    }
}
