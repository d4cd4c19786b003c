package io.github.idempotency.systemtests.payments;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

@Component
class InvoiceNumbers {

    private final AtomicInteger last = new AtomicInteger();

    String next() {
        return "R-" + last.incrementAndGet();
    }
}
