package io.github.idempotency.spring.aop;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.spring.operation.ArgumentExpression;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.KeyParts;
import io.github.idempotency.spring.operation.OperationMistakeException;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.transaction.TransactionPlan;
import io.github.idempotency.spring.value.Answer;
import io.github.idempotency.spring.value.UnrecordableTypes;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.store.ClaimRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** The door of plain bean methods: the key is computed from the arguments, the answer is the returned value. */
public final class BeanCallAdapter implements CallAdapter {

    private final EngineRegistry engines;
    private final ValueCalls calls;
    private final SameTransactions transactions;
    private final Map<String, IdempotentOperation> names = new ConcurrentHashMap<>();
    private final Map<IdempotentOperation, Answer> answers = new ConcurrentHashMap<>();

    public BeanCallAdapter(EngineRegistry engines, ValueCalls calls, SameTransactions transactions) {
        this.engines = engines;
        this.calls = calls;
        this.transactions = transactions;
    }

    @Override
    public boolean isInChargeOf(IdempotentOperation operation) {
        return true;
    }

    @Override
    public void check(IdempotentOperation operation) {
        if (operation.key() == null) {
            throw new OperationMistakeException(
                    operation.method(),
                    operation.targetClass(),
                    "a bean method has no request header to take its key from.",
                    "Give it a key over its arguments, like @Idempotent(key = \"#order.id\").");
        }
        String reason = UnrecordableTypes.reason(operation.returnType());
        if (reason != null) {
            throw new OperationMistakeException(
                    operation.method(),
                    operation.targetClass(),
                    "a " + operation.returnType().getTypeName() + " cannot be recorded: " + reason + ".",
                    "Return a value, an Optional, a collection, a CompletableFuture or nothing.");
        }
        checkTransaction(operation);
        checkName(operation);
    }

    private void checkTransaction(IdempotentOperation operation) {
        if (transactions.planOf(operation) != null && answer(operation).future()) {
            throw new OperationMistakeException(
                    operation.method(),
                    operation.targetClass(),
                    "transaction = SAME ends with the method, and a future is completed later, on another thread.",
                    "Return the value itself, or use SEPARATE.");
        }
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation, IdempotentOperation operation) throws Throwable {
        IdempotencyEngine engine = engines.forStore(operation.store());
        TransactionPlan plan = transactions.planOf(operation);
        List<String> parts = keyParts(invocation, operation, engine);
        if (parts.isEmpty()) {
            if (operation.required()) {
                throw engine.refuse(
                        operation.name(),
                        Rejection.KEY_MISSING,
                        "The key \"" + operation.key() + "\" of @Idempotent on " + operation.describe()
                                + " is null or empty for this call. Pass a value, or set required = false to execute"
                                + " such calls without protection.");
            }
            return plan == null ? invocation.proceed() : plan.withoutRecord(invocation::proceed);
        }
        ProtectedCall call = new ProtectedCall(
                key(operation.namespace(), operation.name(), parts),
                fingerprint(invocation, operation),
                operation.name(),
                operation.policy());
        Answer answer = answers.computeIfAbsent(operation, this::answer);
        return plan == null
                ? calls.run(engine, call, answer, invocation::proceed)
                : calls.run(engine, call, answer, invocation::proceed, plan);
    }

    /** The operations that were found at start-up, by their names. */
    Map<String, IdempotentOperation> operations() {
        return Map.copyOf(names);
    }

    Answer answer(IdempotentOperation operation) {
        return Answer.of(
                operation.returnType(),
                operation.recordFailures(),
                operation.method().getExceptionTypes());
    }

    /** Operations that share a name share their keys, which must not happen by accident. */
    private void checkName(IdempotentOperation operation) {
        if (operation.name().length() > ClaimRequest.MAX_OPERATION_LENGTH) {
            throw new OperationMistakeException(
                    operation.method(),
                    operation.targetClass(),
                    "its default name has more than " + ClaimRequest.MAX_OPERATION_LENGTH + " characters.",
                    "Give it a shorter one, like @Idempotent(operation = \"refund\").");
        }
        IdempotentOperation other = names.putIfAbsent(operation.name(), operation);
        if (other == null) {
            return;
        }
        if (!operation.explicitName().isEmpty()) {
            checkSharedName(operation, other);
        } else if (!other.method().equals(operation.method())
                || !other.targetClass().equals(operation.targetClass())) {
            throw new OperationMistakeException(
                    operation.method(),
                    operation.targetClass(),
                    "its default name '" + operation.name() + "' is also that of " + other.method() + ".",
                    "Give at least one of them a name of its own, like @Idempotent(operation = \"refund\").");
        }
    }

    /** Two ways into one operation may share its name, but then one must be able to give the other's answers. */
    private static void checkSharedName(IdempotentOperation operation, IdempotentOperation other) {
        String type = operation.returnType().getTypeName();
        String otherType = other.returnType().getTypeName();
        if (!type.equals(otherType)) {
            throw new OperationMistakeException(
                    operation.method(),
                    operation.targetClass(),
                    "it shares the operation '" + operation.name() + "' with " + other.describe()
                            + ", but answers with a " + type + " instead of a " + otherType + ".",
                    "Give them different names, or the same return type.");
        }
    }

    private static List<String> keyParts(
            MethodInvocation invocation, IdempotentOperation operation, IdempotencyEngine engine) {
        ArgumentExpression key = operation.key();
        Object value = key == null ? null : key.valueFor(invocation.getThis(), invocation.getArguments());
        try {
            return KeyParts.of(value, operation);
        } catch (CallRejectedException e) {
            throw engine.refuse(operation.name(), e.rejection(), String.valueOf(e.getMessage()));
        }
    }

    static IdempotencyKey key(String namespace, String operation, List<String> parts) {
        List<String> all = new ArrayList<>(List.of("bean", namespace, operation));
        all.addAll(parts);
        return IdempotencyKey.of(all.toArray(String[]::new));
    }

    private Fingerprint fingerprint(MethodInvocation invocation, IdempotentOperation operation) {
        ArgumentExpression expression = operation.fingerprint();
        if (expression == null) {
            return Fingerprint.NONE;
        }
        Object value = expression.valueFor(invocation.getThis(), invocation.getArguments());
        return Fingerprint.of(calls.canonical(value));
    }
}
