package io.github.idempotency.spring.template;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Rejection;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.spring.transaction.TransactionPlan;
import io.github.idempotency.spring.value.Answer;
import io.github.idempotency.spring.value.Body;
import io.github.idempotency.spring.value.UnrecordableTypes;
import io.github.idempotency.spring.value.ValueCalls;
import java.lang.reflect.Type;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one template, in transactions or without. Thread-safe. */
final class TemplateCalls {

    private final TemplateFoundation foundation;
    private final TemplateSettings settings;
    private final @Nullable TransactionPlan plan;

    /** @throws IllegalArgumentException if the settings ask for transactions the store cannot share */
    TemplateCalls(TemplateFoundation foundation, TemplateSettings settings) {
        this.foundation = foundation;
        this.settings = settings;
        this.plan = settings.policy().transaction() == TransactionMode.SAME ? foundation.plan() : null;
    }

    TemplateSettings settings() {
        return settings;
    }

    /** Makes the refusal of a call whose key is not even claimed. */
    CallRejectedException refusal(String operation, Rejection why, String message) {
        return foundation.engine().refuse(operation, why, message);
    }

    IdempotencyKey key(String key) {
        return foundation.key(settings.operation(), key);
    }

    /** Remembers the operation for its operators, and returns its policy. */
    CallPolicy met(String operation, CallPolicy policy, @Nullable Answer answer) {
        foundation.met(operation, policy, answer);
        return policy;
    }

    /** @throws IllegalArgumentException if values of this type cannot be recorded */
    Answer answer(Type type) {
        String reason = UnrecordableTypes.reason(type);
        if (reason != null) {
            throw new IllegalArgumentException(
                    "A " + type.getTypeName() + " cannot be recorded: " + reason + ". Return a value, or nothing.");
        }
        Answer answer = Answer.of(type, settings.failures(), new Class<?>[0]);
        if (plan != null && answer.future()) {
            throw new IllegalArgumentException("A transaction ends with its code, and a " + type.getTypeName()
                    + " is completed later, on another thread. Return the value itself, or use SEPARATE.");
        }
        return answer;
    }

    /** What the template's request adds to what a call asks for. */
    Fingerprint fingerprint(Fingerprint base) {
        Object request = settings.request();
        if (request == null) {
            return base;
        }
        byte[] content = foundation.values().canonical(request);
        return base.equals(Fingerprint.NONE) ? Fingerprint.of(content) : Fingerprint.of(base.bytes(), content);
    }

    @Nullable
    Object run(ProtectedCall call, Answer answer, Body body) throws Throwable {
        ValueCalls values = foundation.values();
        return plan == null
                ? values.run(foundation.engine(), call, answer, body)
                : values.run(foundation.engine(), call, answer, body, plan);
    }

    /** Without a key, but in a transaction where the code relies on one. */
    @Nullable
    Object runUnprotected(Callable<? extends @Nullable Object> code) throws Throwable {
        return plan == null ? code.call() : plan.withoutRecord(code::call);
    }
}
