package io.github.idempotency.benchmarks.load.shop;

import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Protected by a few lines in the controller. */
@RestController
@Profile("reference")
class HandWrittenController {

    private final Executions executions;
    private final HandWrittenRecords records;
    private final JsonMapper json;

    HandWrittenController(Executions executions, HandWrittenRecords records, JsonMapper json) {
        this.executions = executions;
        this.records = records;
        this.json = json;
    }

    @PostMapping("/payments")
    ResponseEntity<String> pay(@RequestHeader("Idempotency-Key") String key, @RequestBody PaymentRequest request) {
        String known = records.claim(key);
        if (known == null) {
            String answer = json.writeValueAsString(executions.pay(request));
            records.complete(key, answer);
            return answer(answer);
        }
        return known.equals(HandWrittenRecords.PENDING)
                ? ResponseEntity.status(409).build()
                : answer(known);
    }

    private static ResponseEntity<String> answer(String body) {
        return ResponseEntity.status(201)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
