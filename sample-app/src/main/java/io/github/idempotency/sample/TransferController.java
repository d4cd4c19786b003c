package io.github.idempotency.sample;

import io.github.idempotency.TransactionMode;
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
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Needs its keys in the database of its transfers, which the profile {@code redis} has not. */
@RestController
@Profile("!redis")
@RequestMapping("/transfers")
class TransferController {

    record TransferRequest(
            @NotBlank @Size(max = 200) String reference,

            @NotNull @Positive @Digits(integer = 10, fraction = 2)
            BigDecimal amount) {}

    private final TransferService transfers;

    TransferController(TransferService transfers) {
        this.transfers = transfers;
    }

    /** Key, transfer and answer commit together: a crash leaves all of them or none, and no lease to wait for. */
    @Idempotent(transaction = TransactionMode.SAME)
    @PostMapping
    ResponseEntity<Transfer> transfer(@Valid @RequestBody TransferRequest request) {
        Transfer transfer = transfers.transfer(request.reference(), request.amount());
        return ResponseEntity.created(URI.create("/transfers/" + transfer.id())).body(transfer);
    }

    @GetMapping
    List<Transfer> all() {
        return transfers.all();
    }
}
