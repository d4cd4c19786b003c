package io.github.idempotency.spring.template;

import io.github.idempotency.engine.CallPolicy;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one template does differently from another.
 *
 * @param operation the operation of its calls
 * @param policy the policy of its calls
 * @param changes what made the policy out of the application's; steps make theirs out of their operation's
 * @param failures exceptions that are answers
 * @param request what its calls ask for, or {@code null}
 */
record TemplateSettings(
        String operation,
        CallPolicy policy,
        UnaryOperator<CallPolicy> changes,
        List<Class<? extends Throwable>> failures,
        @Nullable Object request) {

    TemplateSettings withOperation(String value) {
        return new TemplateSettings(value, policy, changes, failures, request);
    }

    TemplateSettings withPolicy(UnaryOperator<CallPolicy> change) {
        return new TemplateSettings(
                operation, change.apply(policy), before -> change.apply(changes.apply(before)), failures, request);
    }

    TemplateSettings withFailures(List<Class<? extends Throwable>> value) {
        return new TemplateSettings(operation, policy, changes, value, request);
    }

    TemplateSettings withRequest(Object value) {
        return new TemplateSettings(operation, policy, changes, failures, value);
    }
}
