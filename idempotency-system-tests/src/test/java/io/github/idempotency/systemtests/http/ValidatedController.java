package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Validated by Spring's interceptor around the bean, as before Spring MVC did it by itself. */
@RestController
@RequestMapping("/validated")
@Validated
class ValidatedController {

    record Name(@NotBlank String name) {}

    private final Runs runs;

    ValidatedController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping
    @Idempotent
    @NotBlank
    public String greet(@RequestParam @Max(10) int amount, @RequestBody @Valid Name name) {
        runs.add("validated");
        return amount == 0 ? "" : "Hello " + name.name();
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    String handle(ConstraintViolationException invalid) {
        return "invalid";
    }
}
