package io.github.idempotency.web.servlet;

import io.github.idempotency.spring.operation.IdempotentOperation;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;

/** What a handler without a key is about to answer, as far as can be told when it returns. */
final class UnrecordedAnswer {

    private UnrecordedAnswer() {}

    /** Whether it speaks of a failure, after which a transaction is rolled back. */
    static boolean isFailure(
            @Nullable Object returned, IdempotentOperation operation, @Nullable HttpServletResponse response) {
        return status(returned, operation, response) >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    private static int status(
            @Nullable Object returned, IdempotentOperation operation, @Nullable HttpServletResponse response) {
        if (returned instanceof ResponseEntity<?> entity) {
            return entity.getStatusCode().value();
        }
        if (returned instanceof ErrorResponse error) {
            return error.getStatusCode().value();
        }
        if (returned instanceof ProblemDetail problem) {
            return problem.getStatus();
        }
        HttpStatusCode ofView = returned instanceof ModelAndView view ? view.getStatus() : null;
        if (ofView != null) {
            return ofView.value();
        }
        ResponseStatus declared = HandlerMethods.declaredStatus(operation);
        if (declared != null) {
            return declared.code().value();
        }
        return response == null ? HttpServletResponse.SC_OK : response.getStatus();
    }
}
