package io.github.idempotency.benchmarks.load.shop;

import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Protects nothing. */
@RestController
@Profile("bare")
class BareController {

    private final Executions executions;

    BareController(Executions executions) {
        this.executions = executions;
    }

    @PostMapping("/payments")
    ResponseEntity<Payment> pay(@RequestBody PaymentRequest request) {
        return ResponseEntity.status(201).body(executions.pay(request));
    }
}
