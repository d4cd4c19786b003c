package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A protected handler that calls a protected handler of another controller. */
@RestController
@RequestMapping("/nested-handler")
class NestedHandlerController {

    private final Runs runs;
    private final ChosenKeyController other;

    NestedHandlerController(Runs runs, ChosenKeyController other) {
        this.runs = runs;
        this.other = other;
    }

    @PostMapping("/fails/{id}")
    @Idempotent
    String fails(@PathVariable String id) {
        runs.add("nested-handler");
        return other.pay(id);
    }

    @PostMapping("/caught/{id}")
    @Idempotent
    String caught(@PathVariable String id) {
        int run = runs.add("nested-handler");
        try {
            return other.pay(id);
        } catch (IllegalStateException e) {
            return run + ": " + e.getMessage();
        }
    }
}
