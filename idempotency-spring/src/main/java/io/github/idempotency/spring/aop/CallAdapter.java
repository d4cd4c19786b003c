package io.github.idempotency.spring.aop;

import io.github.idempotency.spring.operation.IdempotentOperation;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** A door: knows where a kind of call has its key, what tells requests apart, and what its answer is. */
public interface CallAdapter {

    /** Whether this is the door of the operation; asked once per method, in the adapters' order. */
    boolean isInChargeOf(IdempotentOperation operation);

    /**
     * What is wrong with the operation at this door, found at start-up.
     *
     * @throws io.github.idempotency.spring.operation.OperationMistakeException if it cannot be protected as written
     */
    void check(IdempotentOperation operation);

    /** Executes the call once, or answers with what was recorded. */
    @Nullable
    Object invoke(MethodInvocation invocation, IdempotentOperation operation) throws Throwable;
}
