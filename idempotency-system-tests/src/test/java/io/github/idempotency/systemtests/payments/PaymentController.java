package io.github.idempotency.systemtests.payments;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.systemtests.payments.PaymentService.Payment;
import io.github.idempotency.systemtests.payments.PaymentService.PaymentRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PaymentController {

    private final PaymentService payments;

    PaymentController(PaymentService payments) {
        this.payments = payments;
    }

    @Idempotent
    @PostMapping("/payments")
    ResponseEntity<Payment> pay(@RequestBody PaymentRequest request) {
        return ResponseEntity.status(201).body(payments.charge(request));
    }
}
