package io.github.idempotency.sample.keyless;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/quotes")
class QuoteController {

    record QuoteRequest(
            @NotBlank String item,
            @Min(1) @Max(10_000) int quantity,

            @NotNull @Positive @Digits(integer = 9, fraction = 2)
            BigDecimal unitPrice) {}

    /** 200 and not 201: nothing has been created. */
    @PostMapping
    Quote quote(@Valid @RequestBody QuoteRequest request) {
        return Quote.of(request.item(), request.quantity(), request.unitPrice());
    }
}
