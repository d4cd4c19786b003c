package io.github.idempotency.spring.template;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.Rejection;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.spring.operation.OperationThread;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.value.Answer;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.store.ClaimRequest;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;

/**
 * Executes a piece of code once per key and answers repetitions with the recorded first value.
 *
 * <pre>{@code
 * Receipt receipt = idempotencyTemplate.execute("charge:" + orderId, Receipt.class, () -> gateway.charge(order));
 * }</pre>
 *
 * <p>Inside of any protected operation it records the operation's steps, so that an execution that comes after a crash
 * goes on where the last one ended:
 *
 * <pre>{@code
 * Receipt receipt = idempotencyTemplate.step("charge", Receipt.class, () -> gateway.charge(order));
 * idempotencyTemplate.withTransaction(SAME).step("book", () -> ledger.book(receipt));
 * }</pre>
 *
 * <p>Immutable and thread-safe: the {@code with…} methods return a template of their own. Two pieces of code that may be
 * called with the same key need different operations ({@link #withOperation}), since key and operation together identify
 * a call.
 */
public final class IdempotencyTemplate {

    private static final String DEFAULT_OPERATION = "template";

    private final TemplateFoundation foundation;
    private final TemplateSettings settings;
    private final TemplateCalls calls;
    private final Steps steps;

    /**
     * @param namespace what separates this application's keys from those of others in the same store
     * @param policy what holds for calls of this template
     * @param transactions where the transactions come from which calls may share with their records
     * @throws IllegalArgumentException if the policy asks for such transactions and there are none; the message names the
     *     fix
     */
    public IdempotencyTemplate(
            IdempotencyEngine engine,
            ValueCalls values,
            String namespace,
            CallPolicy policy,
            SameTransactions transactions) {
        this(
                new TemplateFoundation(engine, values, namespace, transactions),
                new TemplateSettings(DEFAULT_OPERATION, policy, UnaryOperator.identity(), List.of(), null));
    }

    private IdempotencyTemplate(TemplateFoundation foundation, TemplateSettings settings) {
        this.foundation = foundation;
        this.settings = settings;
        this.calls = new TemplateCalls(foundation, settings);
        this.steps = new Steps(calls);
    }

    TemplateFoundation foundation() {
        return foundation;
    }

    private IdempotencyTemplate with(TemplateSettings others) {
        return new IdempotencyTemplate(foundation, others);
    }

    /**
     * A template whose keys are those of the named operation; the name also stands in meters and messages, so it is one of
     * a few.
     *
     * @throws IllegalArgumentException if the name is blank or has more than 200 characters
     */
    public IdempotencyTemplate withOperation(String name) {
        if (name.isBlank() || name.length() > ClaimRequest.MAX_OPERATION_LENGTH) {
            throw new IllegalArgumentException("An operation has a name of 1 to " + ClaimRequest.MAX_OPERATION_LENGTH
                    + " characters, this one has " + name.strip().length());
        }
        return with(settings.withOperation(name));
    }

    /** A template with a policy derived from this one's. A step derives its own from that of its operation. */
    public IdempotencyTemplate withPolicy(UnaryOperator<CallPolicy> change) {
        return with(settings.withPolicy(change));
    }

    /** A template that keeps its answers this long. */
    public IdempotencyTemplate withRetention(Duration retention) {
        return withPolicy(policy -> policy.withRetention(retention));
    }

    /**
     * A template whose calls and steps run with a transaction of this mode. With {@link TransactionMode#SAME} what the
     * action writes and its record are committed together or not at all, and every exception rolls both back.
     *
     * @throws IllegalArgumentException if the store cannot share a transaction of the application; the message names the
     *     fix
     */
    public IdempotencyTemplate withTransaction(TransactionMode mode) {
        return withPolicy(policy -> policy.withTransaction(mode));
    }

    /** A template that records and replays these exceptions instead of freeing the key. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only copied
    public final IdempotencyTemplate withRecordedFailures(Class<? extends Throwable>... failures) {
        return with(settings.withFailures(List.of(failures)));
    }

    /**
     * A template for one request: a key that returns with another request is refused as {@link Rejection#KEY_REUSED}.
     *
     * @param request what the call asks for; compared by its JSON
     */
    public IdempotencyTemplate withRequest(Object request) {
        return with(settings.withRequest(request));
    }

    /**
     * Executes the action once for this key.
     *
     * @param key what identifies the call; not empty
     * @param type the class of the value, which is recorded as JSON
     * @return what the action returned, now or the first time
     * @throws CallRejectedException if the action must not run and there is no value to replay
     * @throws IllegalArgumentException if values of this type cannot be recorded, like those of a stream
     * @throws X what the action threw, now or (if recorded) the first time
     */
    public <T extends @Nullable Object, X extends Exception> T execute(
            String key, Class<T> type, IdempotentAction<T, X> action) throws X {
        return typed(action, code -> call(key, type, code));
    }

    /** As {@link #execute(String, Class, IdempotentAction)}, for generic types such as {@code List<Receipt>}. */
    public <T extends @Nullable Object, X extends Exception> T execute(
            String key, ParameterizedTypeReference<T> type, IdempotentAction<T, X> action) throws X {
        return typed(action, code -> call(key, type.getType(), code));
    }

    /** As {@link #execute(String, Class, IdempotentAction)}, for code that returns nothing. */
    public void run(String key, Runnable action) {
        typed(returningNothing(action), code -> call(key, void.class, code));
    }

    /**
     * Executes a step of the protected operation this thread is inside of, and records its result in this template's
     * store, under a key made from the operation's and the name. When the operation is executed again, after a crash or a
     * failure, the steps that were completed return their recorded values, and only the others run. A step is itself a
     * protected call: no two owners of the operation execute it at the same time, and who comes second waits for the
     * first a little longer than one lease.
     *
     * <p>Everything that has an effect belongs into a step, and what stands between the steps must lead to the same steps
     * again. Inside of an operation that runs unprotected, because it has no key or the store is down, the action just
     * runs.
     *
     * @param name unique within one execution of the operation
     * @param type the class of the value, which is recorded as JSON
     * @return what the action returned, now or the first time
     * @throws CallRejectedException if the step must not run and there is no value to replay
     * @throws IllegalArgumentException if the name is blank or values of this type cannot be recorded
     * @throws IllegalStateException if this thread is not inside a protected operation, is inside a transaction, or had a
     *     step of this name in this execution before
     * @throws X what the action threw, now or (if recorded) the first time
     */
    public <T extends @Nullable Object, X extends Exception> T step(
            String name, Class<T> type, IdempotentAction<T, X> action) throws X {
        return typed(action, code -> steps.run(name, type, code));
    }

    /** As {@link #step(String, Class, IdempotentAction)}, for generic types such as {@code List<Receipt>}. */
    public <T extends @Nullable Object, X extends Exception> T step(
            String name, ParameterizedTypeReference<T> type, IdempotentAction<T, X> action) throws X {
        return typed(action, code -> steps.run(name, type.getType(), code));
    }

    /** As {@link #step(String, Class, IdempotentAction)}, for code that returns nothing. */
    public void step(String name, Runnable action) {
        typed(returningNothing(action), code -> steps.run(name, void.class, code));
    }

    private static IdempotentAction<@Nullable Object, RuntimeException> returningNothing(Runnable action) {
        return () -> {
            action.run();
            return null;
        };
    }

    @SuppressWarnings("try") // the scope is only closed
    private @Nullable Object call(String key, Type type, Callable<? extends @Nullable Object> code) throws Throwable {
        String operation = settings.operation();
        if (key.isBlank()) {
            throw calls.refusal(
                    operation,
                    Rejection.KEY_MISSING,
                    "The key for the operation '" + operation + "' is empty. Pass what identifies the call.");
        }
        Answer answer = calls.answer(type);
        ProtectedCall call = new ProtectedCall(
                calls.key(key),
                calls.fingerprint(Fingerprint.NONE),
                operation,
                calls.met(operation, settings.policy(), answer));
        try (OperationThread.Scope ignored = OperationThread.enter()) {
            return calls.run(call, answer, code::call);
        }
    }

    private interface Way {
        @Nullable
        Object go(Callable<? extends @Nullable Object> code) throws Throwable;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the value was recorded with the type of the action
    private static <T extends @Nullable Object, X extends Exception> T typed(IdempotentAction<T, X> action, Way way)
            throws X {
        try {
            return (T) way.go(action::execute);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            // The action declares X, and a replay recreates only exceptions the template was told of.
            throw (X) e;
        }
    }
}
