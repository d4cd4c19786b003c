package io.github.idempotency.spring.template;

import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.spring.value.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an operation by its calls.
 *
 * @param policy the policy of the last one
 * @param answer what all of them answer with, or {@code null} if they differ in it
 */
record MetOperation(CallPolicy policy, @Nullable Answer answer) {

    static boolean sameType(@Nullable Answer one, @Nullable Answer other) {
        return one != null && other != null && one.type().equals(other.type());
    }
}
