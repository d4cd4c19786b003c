package io.github.idempotency.sample.demo;

import io.github.idempotency.sample.Payment;
import io.github.idempotency.sample.PaymentService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The twin of the shop's payments that lacks one line, {@code @Idempotent}: every repetition charges once more. */
@RestController
@ForTheDemo
class UnprotectedPaymentController {

    record PaymentRequest(
            @NotBlank @Size(max = 200) String reference,

            @NotNull @Positive @Digits(integer = 10, fraction = 2)
            BigDecimal amount) {}

    private final PaymentService payments;

    UnprotectedPaymentController(PaymentService payments) {
        this.payments = payments;
    }

    @PostMapping("/demo/unprotected-payments")
    @ResponseStatus(HttpStatus.CREATED)
    Payment pay(@Valid @RequestBody PaymentRequest request) {
        return payments.charge(request.reference(), request.amount());
    }
}
