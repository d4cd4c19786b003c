package io.github.idempotency.systemtests.operator;

import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import java.net.URI;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PaymentController {

    private final DeskApplication.Trouble trouble;
    private final ReceiptService receipts;

    PaymentController(DeskApplication.Trouble trouble, ReceiptService receipts) {
        this.trouble = trouble;
        this.receipts = receipts;
    }

    @PostMapping("/payments")
    @Idempotent(whenFails = WhenFails.HOLD)
    ResponseEntity<Map<String, Object>> pay(@RequestBody Map<String, String> request) {
        String reference = String.valueOf(request.get("reference"));
        trouble.run(reference);
        return ResponseEntity.created(URI.create("/payments/1")).body(Map.of("reference", reference));
    }

    @PostMapping("/open/donations")
    @Idempotent(whenFails = WhenFails.HOLD)
    Map<String, Object> donate(@RequestBody Map<String, String> request) {
        String reference = String.valueOf(request.get("reference"));
        trouble.run(reference);
        return Map.of("reference", reference);
    }

    @DeleteMapping("/payments/{id}")
    @Idempotent(operation = "cancel-payment", key = "#id", retention = "2h")
    Map<String, Object> cancel(@PathVariable String id) {
        trouble.run(id);
        return Map.of("cancelled", id);
    }

    /** Not protected here, but behind it. */
    @PostMapping("/open/receipts/{order}")
    Receipt receipt(@PathVariable String order) {
        return receipts.issue("shop", order);
    }

    @PostMapping("/open/notes/{order}")
    String note(@PathVariable String order) {
        return receipts.note(order);
    }
}
