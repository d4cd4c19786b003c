package io.github.idempotency.autoconfigure.boot3;

import io.github.idempotency.spring.Idempotent;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An application on Spring Boot 3.5, as its users write it. */
@SpringBootApplication
@RestController
class Payments {

    static final AtomicInteger CHARGED = new AtomicInteger();

    record Payment(long cents) {}

    record Receipt(int number, long cents) {}

    @Idempotent
    @PostMapping("/payments")
    @ResponseStatus(HttpStatus.CREATED)
    Receipt pay(@RequestBody Payment payment) {
        return new Receipt(CHARGED.incrementAndGet(), payment.cents());
    }
}
