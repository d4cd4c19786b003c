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
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
@RequestMapping("/settlements")
class SettlementController {

    record SettlementRequest(
            @NotBlank @Size(max = 200) String reference,

            @NotNull @Positive @Digits(integer = 10, fraction = 2)
            BigDecimal amount) {}

    private final SettlementService settlements;

    SettlementController(SettlementService settlements) {
        this.settlements = settlements;
    }

    /**
     * Key and unique reference together: the key gives a retry the very same answer, the reference keeps the ledger
     * right when a crash falls between the work and the record of its answer, after which the work is done again.
     */
    @Idempotent
    @PostMapping
    ResponseEntity<Settlement> settle(@Valid @RequestBody SettlementRequest request) {
        Settlement settlement = settlements.settle(request.reference(), request.amount());
        if (settlement.amount().compareTo(request.amount()) != 0) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "Settled with another amount");
        }
        return ResponseEntity.created(URI.create("/settlements/" + settlement.id()))
                .body(settlement);
    }

    @GetMapping
    List<Settlement> all() {
        return settlements.all();
    }
}
