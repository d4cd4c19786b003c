package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Turns most requests away before the handler runs. */
@RestController
@RequestMapping("/checked")
class CheckedController {

    record Transfer(@NotBlank String to, @Positive int amount) {}

    private final Runs runs;

    CheckedController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping(
            path = "/transfers",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Idempotent
    Transfer transfer(@Valid @RequestBody Transfer transfer) {
        runs.add("checked");
        return transfer;
    }

    /** Constraints on parameters are checked by the handler adapter. */
    @PostMapping("/parameters")
    @Idempotent
    String parameters(@RequestParam @Max(10) int amount, @RequestHeader("X-Needed") String needed) {
        return "run " + runs.add("checked");
    }

    /** Checks by itself. */
    @PostMapping("/by-hand")
    @Idempotent
    String byHand(@RequestBody Transfer transfer) {
        runs.add("checked");
        if (transfer.amount() < 1) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "amount");
        }
        return transfer.to();
    }
}
