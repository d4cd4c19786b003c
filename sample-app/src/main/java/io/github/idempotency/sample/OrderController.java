package io.github.idempotency.sample;

import io.github.idempotency.WhenInProgress;
import io.github.idempotency.spring.Idempotent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/orders")
class OrderController {

    record OrderRequest(@NotBlank String item, @Min(1) int quantity) {}

    private final OrderService orders;
    private final InvoiceService invoices;

    OrderController(OrderService orders, InvoiceService invoices) {
        this.orders = orders;
        this.invoices = invoices;
    }

    /** A second click waits for the first one's answer instead of being refused. */
    @Idempotent(whenInProgress = WhenInProgress.WAIT, maxWait = "5s")
    @PostMapping
    ResponseEntity<Order> place(@Valid @RequestBody OrderRequest request) {
        Order order = orders.place(request.item(), request.quantity());
        return ResponseEntity.created(URI.create("/orders/" + order.id())).body(order);
    }

    @GetMapping
    List<Order> all() {
        return orders.all();
    }

    /** Needs no key from the client: there is one invoice for an order, whoever asks. */
    @PostMapping("/{id}/invoice")
    Invoice invoice(@PathVariable String id) {
        return invoices.issue(id);
    }
}
