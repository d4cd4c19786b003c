package io.github.idempotency.spring.template;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.spring.operation.OperationThread;
import io.github.idempotency.spring.operation.StepKeys;
import io.github.idempotency.spring.transaction.SurroundingTransaction;
import io.github.idempotency.spring.value.Answer;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Runs parts of an operation as protected calls of their own, under keys made from the operation's. Thread-safe. */
final class Steps {

    /** An owner that died in the middle of a step keeps it for one lease; this is for the answer to travel. */
    private static final Duration LONGER_THAN_LEASE = Duration.ofSeconds(1);

    private final TemplateCalls calls;

    Steps(TemplateCalls calls) {
        this.calls = calls;
    }

    @Nullable
    Object run(String name, Type type, Callable<? extends @Nullable Object> action) throws Throwable {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A step needs a name, unique within its operation.");
        }
        Answer answer = calls.answer(type);
        Execution operation = Execution.current();
        if (operation == null && !OperationThread.isInside()) {
            throw new IllegalStateException("The step '" + name + "' is not inside of a protected call. Call it from a"
                    + " method with @Idempotent or from the template's execute(), on the thread that entered them; or"
                    + " use execute() with a key.");
        }
        if (SurroundingTransaction.isActive()) {
            throw new IllegalStateException("The step '" + name + "' is inside of a transaction, and its record would"
                    + " outlive a rollback. Steps make an operation a chain of small transactions: take @Transactional"
                    + " or transaction = SAME off the operation (or the step around this one), and call steps that"
                    + " write to the database by withTransaction(SAME).step(…).");
        }
        return operation == null ? calls.runUnprotected(action) : run(operation, name, answer, action);
    }

    private @Nullable Object run(
            Execution operation, String name, Answer answer, Callable<? extends @Nullable Object> action)
            throws Throwable {
        if (!operation.beginStep(name)) {
            throw new IllegalStateException("The step '" + name + "' was called before in this execution of '"
                    + operation.operation() + "'. Give every step a name of its own, in a loop \"" + name
                    + "-\" + i; to try a failed step again, do so inside of it.");
        }
        if (!operation.stillOwned()) {
            throw calls.refusal(
                    name(operation),
                    Rejection.IN_PROGRESS,
                    "The step '" + name + "' was not executed: '" + operation.operation() + "' (key "
                            + operation.key() + ") lost its lease, and another call goes on with it. If this repeats,"
                            + " raise idempotency.lease.");
        }
        AtomicBoolean entered = new AtomicBoolean();
        try {
            return calls.run(call(operation, name), answer, () -> {
                entered.set(true);
                return action.call();
            });
        } catch (CallRejectedException e) {
            if (entered.get()) {
                throw e;
            }
            throw new CallRejectedException(e.rejection(), "Step '" + name + "': " + e.getMessage(), e.retryAfter(), e);
        }
    }

    /** The fingerprint is the operation's, so that a key freed by a failure cannot bring its steps to another request. */
    private ProtectedCall call(Execution operation, String name) {
        return new ProtectedCall(
                StepKeys.of(operation.key(), name),
                calls.fingerprint(operation.fingerprint()),
                name(operation),
                calls.met(name(operation), policy(operation.policy()), null));
    }

    private static String name(Execution operation) {
        return StepKeys.operation(operation.operation());
    }

    private CallPolicy policy(CallPolicy ofOperation) {
        CallPolicy own = calls.settings().changes().apply(ofOperation);
        boolean shorter = own.retention().compareTo(ofOperation.retention()) < 0;
        return own.withTransaction(calls.settings().policy().transaction())
                .withRetention(shorter ? ofOperation.retention() : own.retention())
                .withMaxWait(own.lease().plus(LONGER_THAN_LEASE))
                .withWhenInProgress(WhenInProgress.WAIT);
    }
}
