package io.github.idempotency.sample;

import io.github.idempotency.spring.Idempotent;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Service;

@Service
class InvoiceService {

    private final AtomicInteger issued = new AtomicInteger();
    private final Clock clock;

    InvoiceService(Clock clock) {
        this.clock = clock;
    }

    @Idempotent(key = "#orderId", retention = "7d")
    public Invoice issue(String orderId) {
        return new Invoice("INV-" + issued.incrementAndGet(), orderId, Instant.now(clock));
    }
}
