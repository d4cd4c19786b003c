package io.github.idempotency.autoconfigure;

import io.github.idempotency.spring.operation.OperationMistakeException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which annotated method is wrong, and how to mend it. */
final class OperationMistakeFailureAnalyzer extends AbstractFailureAnalyzer<OperationMistakeException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OperationMistakeException cause) {
        String message = String.valueOf(cause.getMessage());
        String action = cause.action().isEmpty() ? "Correct the attributes of @Idempotent." : cause.action();
        String description = message.endsWith(cause.action())
                ? message.substring(0, message.length() - cause.action().length())
                        .strip()
                : message;
        return new FailureAnalysis(description, action, cause);
    }
}
