package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import io.github.idempotency.systemtests.ledger.LedgerAdvice.KeptException;
import io.github.idempotency.systemtests.ledger.LedgerAdvice.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;
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

    /** The same by an annotation would not start. */
    @PostMapping("/sent-error-given-up/{status}/{name}")
    public void sentErrorGivenUp(@PathVariable int status, @PathVariable String name, HttpServletResponse response)
            throws IOException {
        ledger.writeAndGiveUp(name);
        response.sendError(status, "on purpose");
    }

    @PostMapping("/kept-page/{status}/{name}")
    @Transactional(noRollbackFor = ResponseStatusException.class)
    public String keptPage(@PathVariable int status, @PathVariable String name) {
        return statusException(status, name);
    }

    @PostMapping("/kept-page-held/{status}/{name}")
    @Idempotent(transaction = TransactionMode.SAME, whenFails = WhenFails.HOLD)
    @Transactional(noRollbackFor = ResponseStatusException.class)
    public String keptPageHeld(@PathVariable int status, @PathVariable String name) {
        return statusException(status, name);
    }

    /** Checked, so that it commits by the rules nobody has changed. */
    @PostMapping("/kept-checked/{name}")
    @Transactional
    public String keptChecked(@PathVariable String name) throws IOException {
        ledger.write(name);
        throw new IOException("on purpose");
    }

    /** On some databases nothing can be recorded in the transaction after that. */
    @PostMapping("/taken/{status}/{name}")
    public ResponseEntity<String> taken(@PathVariable int status, @PathVariable String name) {
        try {
            ledger.claim(name);
            ledger.claim(name);
        } catch (DuplicateKeyException e) {
            return ResponseEntity.status(status).body("taken at " + System.nanoTime());
        }
        return ResponseEntity.ok("not reached");
    }

    @PostMapping("/optional/{how}/{status}/{name}")
    @Idempotent(transaction = TransactionMode.SAME, required = false)
    public Object optional(
            @PathVariable String how,
            @PathVariable int status,
            @PathVariable String name,
            HttpServletResponse response) {
        ledger.write(name);
        HttpStatusCode code = HttpStatusCode.valueOf(status);
        return switch (how) {
            case "entity" -> ResponseEntity.status(status).body("failed");
            case "problem" -> ProblemDetail.forStatus(code);
            case "error" -> new ErrorResponseException(code);
            default -> {
                response.setStatus(status);
                yield "failed";
            }
        };
    }

    /** A getter fails while the answer is written. */
    @PostMapping("/rendering/{name}")
    public Object rendering(@PathVariable String name) {
        ledger.write(name);
        return new Unwritable();
    }
}
