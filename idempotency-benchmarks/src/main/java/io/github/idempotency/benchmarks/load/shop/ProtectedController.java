package io.github.idempotency.benchmarks.load.shop;

import io.github.idempotency.spring.Idempotent;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Protected by this library, with its defaults. */
@RestController
@Profile("ours")
class ProtectedController {

    private final Executions executions;

    ProtectedController(Executions executions) {
        this.executions = executions;
    }

    @Idempotent
    @PostMapping("/payments")
    ResponseEntity<Payment> pay(@RequestBody PaymentRequest request) {
        return ResponseEntity.status(201).body(executions.pay(request));
    }
}
