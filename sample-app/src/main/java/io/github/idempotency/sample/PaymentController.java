package io.github.idempotency.sample;

import io.github.idempotency.spring.Idempotent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/payments")
class PaymentController {

    record PaymentRequest(
            @NotBlank @Size(max = 200) String reference,

            @NotNull @Positive @Digits(integer = 10, fraction = 2)
            BigDecimal amount) {}

    private final PaymentService payments;

    PaymentController(PaymentService payments) {
        this.payments = payments;
    }

    @Idempotent
    @PostMapping
    ResponseEntity<Payment> pay(@Valid @RequestBody PaymentRequest request) {
        Payment payment = payments.charge(request.reference(), request.amount());
        return ResponseEntity.created(URI.create("/payments/" + payment.id())).body(payment);
    }

    @GetMapping
    List<Payment> all() {
        return payments.all();
    }
}
