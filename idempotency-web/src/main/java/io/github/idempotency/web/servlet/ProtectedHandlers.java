package io.github.idempotency.web.servlet;

import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/** Tells which requests are protected, by the rules of {@link HttpCallAdapter}. Thread-safe. */
public final class ProtectedHandlers {

    private final OperationResolver operations;

    public ProtectedHandlers(OperationResolver operations) {
        this.operations = operations;
    }

    /** The operation behind a handler, or {@code null} if no request to it is protected. */
    public @Nullable IdempotentOperation operation(HandlerMethod handler) {
        IdempotentOperation operation = operations.resolve(handler.getMethod(), handler.getBeanType());
        return operation != null && HandlerMethods.isToBeProtected(operation) ? operation : null;
    }

    /** Whether requests of this method are left alone at every handler, because they change nothing. */
    public static boolean isSafe(String httpMethod) {
        return SafeMethods.contains(httpMethod);
    }
}
