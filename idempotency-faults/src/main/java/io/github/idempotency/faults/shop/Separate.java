package io.github.idempotency.faults.shop;

import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import java.io.IOException;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Effects at a foreign service, with the record of the key in a transaction of its own. */
@RestController
@Profile("separate")
class Separate {

    private final LedgerClient ledger;

    Separate(LedgerClient ledger) {
        this.ledger = ledger;
    }

    /** The service takes no key: whoever does not know whether it was paid must not pay. */
    @Idempotent(whenAbandoned = WhenAbandoned.HOLD, whenFails = WhenFails.HOLD)
    @PostMapping("/payments")
    ResponseEntity<String> pay(
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader(BrokenShop.CALLER) String caller,
            @RequestBody String body)
            throws IOException, InterruptedException {
        return execute("payments", key, caller, body);
    }

    /** The service takes a key and does its work once for it, so an attempt whose owner vanished is made again. */
    @Idempotent(whenAbandoned = WhenAbandoned.REEXECUTE)
    @PostMapping("/transfers")
    ResponseEntity<String> transfer(
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader(BrokenShop.CALLER) String caller,
            @RequestBody String body)
            throws IOException, InterruptedException {
        return execute("transfers", key, caller, body);
    }

    private ResponseEntity<String> execute(String operation, String key, String caller, String body)
            throws IOException, InterruptedException {
        Work work = Work.of(body);
        String receipt = Answers.newReceipt();
        work.prepare();
        String effect = ledger.enter(operation, key, caller, receipt);
        work.finish();
        return Answers.created(key, caller, receipt, effect, work);
    }
}
