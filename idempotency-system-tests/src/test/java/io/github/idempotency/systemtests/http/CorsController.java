package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves browsers of other origins. */
@RestController
class CorsController {

    private final Runs runs;

    CorsController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/cors/listed")
    @Idempotent
    @CrossOrigin(origins = "https://shop.example", allowedHeaders = "Content-Type", exposedHeaders = "X-Points")
    String listed() {
        return "run " + runs.add("cors");
    }

    @PostMapping("/cors/default")
    @Idempotent
    @CrossOrigin(origins = "https://shop.example")
    String byDefault() {
        return "run " + runs.add("cors");
    }

    @PostMapping("/cors/none")
    @Idempotent
    String none() {
        return "run " + runs.add("cors");
    }
}
