package io.github.idempotency.systemtests.http;

import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.IdempotentCall;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks, the first time, that its answer is not recorded. */
@RestController
@RequestMapping("/no-store")
@Idempotent
class NoStoreController {

    private final Runs runs;

    NoStoreController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/call")
    public String call() {
        int run = runs.add("no-store");
        if (run == 1) {
            IdempotentCall.current().orElseThrow().doNotRecord();
        }
        return "run " + run;
    }

    @PostMapping("/entity")
    public ResponseEntity<String> entity() {
        int run = runs.add("no-store");
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        return (run == 1 ? answer.header("idempotency-policy", "No-Store") : answer).body("run " + run);
    }

    @PostMapping("/response")
    public String response(HttpServletResponse response) {
        int run = runs.add("no-store");
        if (run == 1) {
            response.addHeader("Idempotency-Policy", "no-store");
        }
        return "run " + run;
    }

    @PostMapping("/later")
    public Callable<ResponseEntity<String>> later() {
        return this::entity;
    }

    @PostMapping("/error")
    @Idempotent(whenFails = WhenFails.STORE)
    public String error(HttpServletResponse response) throws IOException {
        int run = runs.add("no-store");
        if (run == 1) {
            response.setHeader("Idempotency-Policy", "no-store");
            response.sendError(409);
        }
        return "run " + run;
    }

    /** Says something else, which is nobody's business. */
    @PostMapping("/other")
    public ResponseEntity<String> other() {
        return ResponseEntity.ok().header("Idempotency-Policy", "store").body("run " + runs.add("no-store"));
    }

    @PostMapping("/brief")
    public String brief() {
        IdempotentCall.current().orElseThrow().retainFor(Duration.ofSeconds(2));
        return "run " + runs.add("no-store");
    }
}
