package io.github.idempotency.systemtests.http;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Exception handlers for all controllers. */
@RestControllerAdvice
class FailureAdvice {

    static final class SharedFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        SharedFailure(int status) {
            super("shared");
            this.status = status;
        }
    }

    private final Runs runs;

    FailureAdvice(Runs runs) {
        this.runs = runs;
    }

    @ExceptionHandler
    ResponseEntity<String> handle(SharedFailure failure) {
        return ResponseEntity.status(failure.status)
                .header("X-Handled", "there")
                .body("shared " + runs.of("failing"));
    }
}
