package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.systemtests.ledger.LedgerAdvice.KeptException;
import io.github.idempotency.systemtests.ledger.LedgerAdvice.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Writes an entry, and then something goes wrong. */
@RestController
@RequestMapping("/failing")
@Idempotent(transaction = TransactionMode.SAME)
class FailingEntryController {

    private final Ledger ledger;

    FailingEntryController(Ledger ledger) {
        this.ledger = ledger;
    }

    @PostMapping("/refused/{name}")
    public String refused(@PathVariable String name) {
        ledger.write(name);
        throw new RefusedException("at " + System.nanoTime());
    }

    /** The service's own transaction has failed, and the handler does not care. */
    @PostMapping("/swallowed/{name}")
    public String swallowed(@PathVariable String name) {
        try {
            ledger.writeAndFail(name);
        } catch (IllegalStateException e) {
            return "all is well";
        }
        return "not reached";
    }

    @PostMapping("/given-up/{status}/{name}")
    public ResponseEntity<String> givenUp(@PathVariable int status, @PathVariable String name) {
        ledger.writeAndGiveUp(name);
        return ResponseEntity.status(status).body("given up at " + System.nanoTime());
    }

    @PostMapping("/kept/{name}")
    @Transactional(noRollbackFor = KeptException.class)
    public String kept(@PathVariable String name) {
        ledger.write(name);
        throw new KeptException("at " + System.nanoTime());
    }

    @PostMapping("/unexpected/{name}")
    public String unexpected(@PathVariable String name) {
        ledger.write(name);
        throw new IllegalStateException("on purpose");
    }

    @PostMapping("/without-a-key/{name}")
    @Idempotent(transaction = TransactionMode.SAME, required = false)
    public String withoutAKey(@PathVariable String name) {
        return unexpected(name);
    }

    @PostMapping("/unexpected-held/{name}")
    @Idempotent(transaction = TransactionMode.SAME, whenFails = WhenFails.HOLD)
    public String unexpectedHeld(@PathVariable String name) {
        return unexpected(name);
    }

    @PostMapping("/error/{name}")
    public String error(@PathVariable String name) {
        ledger.write(name);
        throw new AssertionError("on purpose");
    }

    @PostMapping("/status-exception/{status}/{name}")
    public String statusException(@PathVariable int status, @PathVariable String name) {
        ledger.write(name);
        throw new ResponseStatusException(HttpStatusCode.valueOf(status), "on purpose");
    }

    @PostMapping("/sent-error/{status}/{name}")
    public void sentError(@PathVariable int status, @PathVariable String name, HttpServletResponse response)
            throws IOException {
        ledger.write(name);
        response.sendError(status, "on purpose");
    }

    /** A getter fails while the answer is written. */
    @PostMapping("/rendering/{name}")
    public Object rendering(@PathVariable String name) {
        ledger.write(name);
        return new Unwritable();
    }
}
