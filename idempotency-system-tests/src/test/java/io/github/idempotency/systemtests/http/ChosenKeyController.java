package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Handlers that choose keys and fingerprints themselves, and one that leaves both to the request. */
@RestController
@RequestMapping("/chosen")
class ChosenKeyController {

    private final Runs runs;

    ChosenKeyController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/pay/{id}")
    @Idempotent(key = "#id")
    String pay(@PathVariable String id) {
        return "paid " + runs.add("pay");
    }

    @PostMapping("/ship/{id}")
    @Idempotent(key = "#id")
    String ship(@PathVariable String id) {
        return "shipped " + runs.add("ship");
    }

    @PostMapping("/fingerprint")
    @Idempotent(fingerprint = "#order")
    String fingerprint(@RequestBody Map<String, String> order) {
        return "ordered " + runs.add("fingerprint");
    }

    @RequestMapping("/any")
    @Idempotent
    String any() {
        return "any " + runs.add("any");
    }
}
