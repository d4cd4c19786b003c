package io.github.idempotency.systemtests.ledger;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The application's own answers to its failures. */
@RestControllerAdvice
class LedgerAdvice {

    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Its writes are to stay. */
    static final class KeptException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        KeptException(String message) {
            super(message);
        }
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.UNPROCESSABLE_CONTENT)
    String refused(RefusedException failure) {
        return "refused: " + failure.getMessage();
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.PAYMENT_REQUIRED)
    String kept(KeptException failure) {
        return "kept: " + failure.getMessage();
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    String violated(DataIntegrityViolationException failure) {
        return "violated";
    }
}
