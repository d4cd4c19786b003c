package io.github.idempotency.spring.template;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.spring.value.Answer;
import io.github.idempotency.spring.value.UnrecordableTypes;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.store.ClaimRequest;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
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
 * <p>Immutable and thread-safe: the {@code with…} methods return a template of their own. Two pieces of code that may be
 * called with the same key need different operations ({@link #withOperation}), since key and operation together identify
 * a call.
 */
public final class IdempotencyTemplate {

    private static final String DEFAULT_OPERATION = "template";

    private final IdempotencyEngine engine;
    private final ValueCalls calls;
    private final String namespace;
    private final String operation;
    private final CallPolicy policy;
    private final List<Class<? extends Throwable>> recordFailures;
    private final @Nullable Object request;

    /**
     * @param namespace what separates this application's keys from those of others in the same store
     * @param policy what holds for calls of this template
     */
    public IdempotencyTemplate(IdempotencyEngine engine, ValueCalls calls, String namespace, CallPolicy policy) {
        this(engine, calls, namespace, DEFAULT_OPERATION, policy, List.of(), null);
    }

    private IdempotencyTemplate(
            IdempotencyEngine engine,
            ValueCalls calls,
            String namespace,
            String operation,
            CallPolicy policy,
            List<Class<? extends Throwable>> recordFailures,
            @Nullable Object request) {
        this.engine = engine;
        this.calls = calls;
        this.namespace = namespace;
        this.operation = operation;
        this.policy = policy;
        this.recordFailures = recordFailures;
        this.request = request;
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
        return new IdempotencyTemplate(engine, calls, namespace, name, policy, recordFailures, request);
    }

    /** A template with a policy derived from this one's. */
    public IdempotencyTemplate withPolicy(UnaryOperator<CallPolicy> change) {
        return new IdempotencyTemplate(
                engine, calls, namespace, operation, change.apply(policy), recordFailures, request);
    }

    /** A template that keeps its answers this long. */
    public IdempotencyTemplate withRetention(Duration retention) {
        return withPolicy(policy -> policy.withRetention(retention));
    }

    /** A template that records and replays these exceptions instead of freeing the key. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only copied
    public final IdempotencyTemplate withRecordedFailures(Class<? extends Throwable>... failures) {
        return new IdempotencyTemplate(engine, calls, namespace, operation, policy, List.of(failures), request);
    }

    /**
     * A template for one request: a key that returns with another request is refused as {@link Rejection#KEY_REUSED}.
     *
     * @param request what the call asks for; compared by its JSON
     */
    public IdempotencyTemplate withRequest(Object request) {
        return new IdempotencyTemplate(engine, calls, namespace, operation, policy, recordFailures, request);
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
        return call(key, type, action);
    }

    /** As {@link #execute(String, Class, IdempotentAction)}, for generic types such as {@code List<Receipt>}. */
    public <T extends @Nullable Object, X extends Exception> T execute(
            String key, ParameterizedTypeReference<T> type, IdempotentAction<T, X> action) throws X {
        return call(key, type.getType(), action);
    }

    /** As {@link #execute(String, Class, IdempotentAction)}, for code that returns nothing. */
    public void run(String key, Runnable action) {
        call(key, void.class, () -> {
            action.run();
            return null;
        });
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the value was recorded with this very type
    private <T extends @Nullable Object, X extends Exception> T call(
            String key, Type type, IdempotentAction<T, X> action) throws X {
        if (key.isBlank()) {
            throw engine.refuse(
                    operation,
                    Rejection.KEY_MISSING,
                    "The key for the operation '" + operation + "' is empty. Pass what identifies the call.");
        }
        String reason = UnrecordableTypes.reason(type);
        if (reason != null) {
            throw new IllegalArgumentException(
                    "A " + type.getTypeName() + " cannot be recorded: " + reason + ". Return a value, or use run().");
        }
        ProtectedCall call = new ProtectedCall(
                IdempotencyKey.of("template", namespace, operation, key), fingerprint(), operation, policy);
        try {
            return (T) calls.run(engine, call, Answer.of(type, recordFailures, new Class<?>[0]), action::execute);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            // The action declares X, and a replay recreates only exceptions the template was told of.
            throw (X) e;
        }
    }

    private Fingerprint fingerprint() {
        return request == null ? Fingerprint.NONE : Fingerprint.of(calls.canonical(request));
    }
}
