package io.github.idempotency.systemtests.ledger;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Answers as if all were well, and then the commit fails. */
@RestController
@RequestMapping("/commits")
@Idempotent(transaction = TransactionMode.SAME)
class CommitController {

    private final Ledger ledger;
    private final JdbcClient jdbc;

    CommitController(Ledger ledger, JdbcClient jdbc) {
        this.ledger = ledger;
        this.jdbc = jdbc;
    }

    /** As a session that flushes when it commits. */
    @PostMapping("/violated/{name}")
    public ResponseEntity<String> violated(@PathVariable String name, HttpServletResponse response) {
        return success(name, response, () -> new DataIntegrityViolationException("on purpose"));
    }

    @PostMapping("/broken/{name}")
    public ResponseEntity<String> broken(@PathVariable String name, HttpServletResponse response) {
        return success(name, response, () -> new IllegalStateException("on purpose"));
    }

    @PostMapping("/redirected/{name}")
    public void redirected(@PathVariable String name, HttpServletResponse response) throws IOException {
        success(name, response, () -> new DataIntegrityViolationException("on purpose"));
        response.sendRedirect("/entries/" + name);
    }

    /** Larger than what can be kept, so that the commit comes while it is written. */
    @PostMapping("/large/{name}")
    public ResponseEntity<String> large(@PathVariable String name, HttpServletResponse response) {
        success(name, response, () -> new DataIntegrityViolationException("on purpose"));
        return ResponseEntity.created(URI.create("/entries/" + name)).body("success".repeat(ShapeController.LIMIT));
    }

    @PostMapping("/viewed/{name}")
    public ResponseEntity<String> viewed(@PathVariable String name, HttpServletResponse response) {
        return success(name, response, () -> new CannotAcquireLockException("on purpose"));
    }

    @PostMapping("/disliked/{name}")
    public ResponseEntity<String> disliked(@PathVariable String name, HttpServletResponse response) {
        return success(name, response, () -> new ResponseStatusException(HttpStatus.GONE, "on purpose"));
    }

    @PostMapping("/large-failure/{name}")
    public ResponseEntity<String> largeFailure(@PathVariable String name, HttpServletResponse response) {
        return success(name, response, () -> new QueryTimeoutException("on purpose"));
    }

    /** Larger than what can be kept. */
    @ExceptionHandler
    public ResponseEntity<String> atLength(QueryTimeoutException failure) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body("sorry".repeat(ShapeController.LIMIT));
    }

    /** The controller's own, with a view that has to be found by its name. */
    @ExceptionHandler
    public ModelAndView sorry(CannotAcquireLockException failure) {
        return new ModelAndView("sorry", Map.of("reason", "locked"), HttpStatus.LOCKED);
    }

    @PostMapping("/localized/{name}")
    public ResponseEntity<String> localized(@PathVariable String name, HttpServletResponse response) {
        return success(name, response, () -> new PessimisticLockingFailureException("on purpose"));
    }

    @ExceptionHandler
    public ResponseEntity<String> localized(PessimisticLockingFailureException failure) {
        return ResponseEntity.status(HttpStatus.LOCKED)
                .body(LocaleContextHolder.getLocale().toLanguageTag());
    }

    /** On some databases a statement that fails spoils the transaction it is in. */
    @PostMapping("/spoiled/{name}")
    public ResponseEntity<String> spoiled(@PathVariable String name) {
        ledger.write(name);
        try {
            jdbc.sql("select nothing from nowhere").query(Integer.class).list();
        } catch (DataAccessException e) {
            return ResponseEntity.created(URI.create("/entries/" + name)).body("success");
        }
        throw new IllegalStateException("not reached");
    }

    /** The connection is gone when the commit comes. */
    @PostMapping("/killed/{name}")
    public ResponseEntity<String> killed(@PathVariable String name) {
        ledger.write(name);
        int process = jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                Postgres.kill(process);
            }
        });
        return ResponseEntity.created(URI.create("/entries/" + name)).body("success");
    }

    /** A deferred constraint is looked at when the commit comes. */
    @PostMapping("/deferred/{name}")
    public ResponseEntity<String> deferred(@PathVariable String name) {
        ledger.write(name);
        jdbc.sql("insert into ledger_line (entry) values (-1)").update();
        return ResponseEntity.created(URI.create("/entries/" + name)).body("success");
    }

    private ResponseEntity<String> success(
            String name, HttpServletResponse response, Supplier<RuntimeException> failure) {
        ledger.write(name);
        response.addCookie(new Cookie("receipt", name));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                throw failure.get();
            }
        });
        return ResponseEntity.created(URI.create("/entries/" + name))
                .header("X-Points", "7")
                .body("success");
    }
}
