package io.github.idempotency.faults.shop;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What endpoints answer: whose request it was, and a number made anew by every execution. */
final class Answers {

    private Answers() {}

    static String newReceipt() {
        return UUID.randomUUID().toString();
    }

    static ResponseEntity<String> created(String key, String caller, String receipt, String effect, Work work) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.TEXT_PLAIN)
                .body(key + ' ' + caller + ' ' + effect + ' ' + receipt + ' ' + work.amount());
    }
}
