package io.github.idempotency.systemtests.payments;

import io.github.idempotency.WhenInProgress;
import io.github.idempotency.spring.Idempotent;
import org.springframework.stereotype.Service;

@Service
class Invoices {

    record Order(String id) {}

    record Invoice(String number, String orderId) {}

    private final InvoiceNumbers numbers;

    Invoices(InvoiceNumbers numbers) {
        this.numbers = numbers;
    }

    @Idempotent(key = "#order.id", operation = "create-invoice", whenInProgress = WhenInProgress.WAIT)
    public Invoice create(Order order) {
        return new Invoice(numbers.next(), order.id());
    }
}
