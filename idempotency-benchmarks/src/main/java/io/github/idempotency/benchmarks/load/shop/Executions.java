package io.github.idempotency.benchmarks.load.shop;

import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The work, which is to be done once per key, and its count. The work itself costs nothing. */
@RestController
class Executions {

    private final LongAdder count = new LongAdder();

    Payment pay(PaymentRequest request) {
        count.increment();
        return new Payment(UUID.randomUUID(), request.reference(), request.amount());
    }

    @GetMapping("/executions")
    long count() {
        return count.sum();
    }
}
