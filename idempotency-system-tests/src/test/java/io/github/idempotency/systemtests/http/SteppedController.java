package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** A handler of two steps, the second of which fails the first time. */
@RestController
@ConditionalOnProperty(name = "idempotency.enabled", matchIfMissing = true)
class SteppedController {

    private final Runs runs;
    private final IdempotencyTemplate template;

    SteppedController(Runs runs, IdempotencyTemplate template) {
        this.runs = runs;
        this.template = template;
    }

    @PostMapping("/stepped")
    @Idempotent
    String stepped(@RequestBody String body) {
        int reserved = template.step("reserve", int.class, () -> runs.add("reserve"));
        int charged = template.step("charge", int.class, () -> {
            int run = runs.add("charge");
            if (run == 1) {
                throw new ResponseStatusException(HttpStatus.BAD_GATEWAY);
            }
            return run;
        });
        return "reserved " + reserved + ", charged " + charged;
    }
}
