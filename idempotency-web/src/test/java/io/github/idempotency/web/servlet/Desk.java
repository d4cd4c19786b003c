package io.github.idempotency.web.servlet;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Handlers under every policy, all of which do what the test says. */
@RestController
class Desk {

    /** What a handler does. */
    @FunctionalInterface
    interface Work {
        Object run(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    /** What an application has an answer of its own for. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    volatile Work work = (request, response) -> "done";
    int runs;

    @PostMapping("/orders")
    @Idempotent
    Object place(HttpServletRequest request, HttpServletResponse response) throws Exception {
        return run(request, response);
    }

    @PostMapping("/stored")
    @Idempotent(whenFails = WhenFails.STORE)
    Object stored(HttpServletRequest request, HttpServletResponse response) throws Exception {
        return run(request, response);
    }

    @PostMapping("/held")
    @Idempotent(whenFails = WhenFails.HOLD)
    Object held(HttpServletRequest request, HttpServletResponse response) throws Exception {
        return run(request, response);
    }

    @RequestMapping("/optional")
    @Idempotent(required = false, operation = "optional", whenStoreFails = WhenStoreFails.PROCEED)
    Object optional(HttpServletRequest request, HttpServletResponse response) throws Exception {
        return run(request, response);
    }

    @PostMapping("/keyed")
    @Idempotent(key = "#id", fingerprint = "#what")
    Object keyed(
            @RequestParam(required = false) String id,
            @RequestParam String what,
            HttpServletRequest request,
            HttpServletResponse response)
            throws Exception {
        return run(request, response);
    }

    @PostMapping("/same")
    @Idempotent(transaction = TransactionMode.SAME)
    Object same(HttpServletRequest request, HttpServletResponse response) throws Exception {
        return run(request, response);
    }

    @PostMapping("/same/optional")
    @Idempotent(transaction = TransactionMode.SAME, required = false)
    Object sameOptional(HttpServletRequest request, HttpServletResponse response) throws Exception {
        return run(request, response);
    }

    @PostMapping("/same/held")
    @Idempotent(transaction = TransactionMode.SAME, whenFails = WhenFails.HOLD)
    Object sameHeld(HttpServletRequest request, HttpServletResponse response) throws Exception {
        return run(request, response);
    }

    @PostMapping("/same/stored")
    @Idempotent(transaction = TransactionMode.SAME, whenFails = WhenFails.STORE)
    Object sameStored(HttpServletRequest request, HttpServletResponse response) throws Exception {
        return run(request, response);
    }

    @PostMapping("/plain")
    Object plain(HttpServletRequest request, HttpServletResponse response) throws Exception {
        return run(request, response);
    }

    @RequestMapping("/error")
    ResponseEntity<String> errorPage(HttpServletRequest request, HttpServletResponse response) {
        return ResponseEntity.status(response.getStatus()).body("page " + response.getStatus());
    }

    @ExceptionHandler
    ResponseEntity<String> refused(RefusedException e) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body("refused");
    }

    private Object run(HttpServletRequest request, HttpServletResponse response) throws Exception {
        runs++;
        return work.run(request, response);
    }
}
