package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.spring.IdempotentCall;
import java.net.URI;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Writes entries and answers with what it wrote; every run of a handler gives another answer. */
@RestController
@Idempotent(transaction = TransactionMode.SAME)
class EntryController {

    private final Ledger ledger;
    private final Gate gate;

    EntryController(Ledger ledger, Gate gate) {
        this.ledger = ledger;
        this.gate = gate;
    }

    @PostMapping({"/entries/{name}", "/etag/entries/{name}"})
    public ResponseEntity<Map<String, Object>> write(@PathVariable String name) {
        int run = ledger.writeInTransaction(name);
        gate.pass(name);
        return ResponseEntity.created(URI.create("/entries/" + name + "/" + run))
                .header("X-Points", "7")
                .body(Map.of("name", name, "run", run, "time", System.nanoTime()));
    }

    @PostMapping("/patient/{name}")
    @Idempotent(transaction = TransactionMode.SAME, whenInProgress = WhenInProgress.WAIT, maxWait = "20s")
    public ResponseEntity<Map<String, Object>> writePatiently(@PathVariable String name) {
        return write(name);
    }

    @PostMapping("/status/release/{status}/{name}")
    public ResponseEntity<String> release(@PathVariable int status, @PathVariable String name) {
        return ResponseEntity.status(status).body("run " + ledger.write(name) + " at " + System.nanoTime());
    }

    @PostMapping("/status/store/{status}/{name}")
    @Idempotent(transaction = TransactionMode.SAME, whenFails = WhenFails.STORE)
    public ResponseEntity<String> store(@PathVariable int status, @PathVariable String name) {
        return release(status, name);
    }

    @PostMapping("/status/hold/{status}/{name}")
    @Idempotent(transaction = TransactionMode.SAME, whenFails = WhenFails.HOLD)
    public ResponseEntity<String> hold(@PathVariable int status, @PathVariable String name) {
        return release(status, name);
    }

    @PostMapping("/isolated/{name}")
    @Transactional(isolation = Isolation.REPEATABLE_READ, timeout = 17)
    public String isolated(@PathVariable String name) {
        ledger.write(name);
        return String.valueOf(TransactionSynchronizationManager.getCurrentTransactionIsolationLevel());
    }

    /** What it reads decides over what it writes, so two of them at once cannot both be right. */
    @PostMapping("/serializable/{name}")
    @Transactional(isolation = Isolation.SERIALIZABLE)
    public String serializable(@PathVariable String name) {
        int before = ledger.count(name);
        gate.pass(name);
        ledger.write(name);
        return "after " + before;
    }

    @PostMapping("/no-store/{name}")
    public ResponseEntity<String> noStore(@PathVariable String name) {
        return ResponseEntity.ok().header("Idempotency-Policy", "no-store").body("run " + ledger.write(name));
    }

    @PostMapping("/do-not-record/{name}")
    public String doNotRecord(@PathVariable String name) {
        IdempotentCall.current().orElseThrow().doNotRecord();
        return "run " + ledger.write(name);
    }
}
