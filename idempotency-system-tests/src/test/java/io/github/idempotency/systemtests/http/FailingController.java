package io.github.idempotency.systemtests.http;

import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Fails in every way a handler can, but only the first time: whoever runs again gets a success. */
@RestController
@RequestMapping("/failing")
@SuppressWarnings("StatementSwitchToExpressionSwitch")
class FailingController {

    static final class LocalFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        LocalFailure(int status) {
            super("local");
            this.status = status;
        }
    }

    private final Runs runs;

    FailingController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/release/{how}/{status}")
    @Idempotent
    @Nullable
    ResponseEntity<String> release(@PathVariable String how, @PathVariable int status, HttpServletResponse response)
            throws IOException {
        return answer(how, status, response);
    }

    @PostMapping("/store/{how}/{status}")
    @Idempotent(whenFails = WhenFails.STORE)
    @Nullable
    ResponseEntity<String> store(@PathVariable String how, @PathVariable int status, HttpServletResponse response)
            throws IOException {
        return answer(how, status, response);
    }

    @PostMapping("/hold/{how}/{status}")
    @Idempotent(whenFails = WhenFails.HOLD)
    @Nullable
    ResponseEntity<String> hold(@PathVariable String how, @PathVariable int status, HttpServletResponse response)
            throws IOException {
        return answer(how, status, response);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(LocalFailure failure) {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(
                        HttpStatusCode.valueOf(failure.status), "local " + runs.of("failing")))
                .header("X-Handled", "here")
                .build();
    }

    private @Nullable ResponseEntity<String> answer(String how, int status, HttpServletResponse response)
            throws IOException {
        int run = runs.add("failing");
        if (run > 1) {
            return ResponseEntity.ok("run " + run);
        }
        HttpStatusCode code = HttpStatusCode.valueOf(status);
        switch (how) {
            case "entity":
                return ResponseEntity.status(code).header("X-Handled", "not").body("run " + run);
            case "status":
                response.setStatus(status);
                return null;
            case "sendError":
                response.sendError(status);
                return null;
            case "sendErrorText":
                response.sendError(status, "run " + run);
                return null;
            case "statusException":
                throw new ResponseStatusException(code, "run " + run);
            case "errorResponse":
                throw new ErrorResponseException(code, ProblemDetail.forStatusAndDetail(code, "run " + run), null);
            case "local":
                throw new LocalFailure(status);
            case "advice":
                throw new FailureAdvice.SharedFailure(status);
            case "outside":
                throw new OuterMappingFilter.OuterFailure();
            case "escaping":
                throw new IllegalStateException("run " + run);
            case "replyLost":
                throw new TransactionSystemException("run " + run, new SQLException("reset by peer", "08006"));
            case "lostConnection":
                throw new IllegalStateException("run " + run, new EOFException());
            case "resetConnection":
                throw new IOException("Connection reset by peer");
            case "error":
                throw new AssertionError("run " + run);
            default:
                throw new IllegalArgumentException(how);
        }
    }
}
