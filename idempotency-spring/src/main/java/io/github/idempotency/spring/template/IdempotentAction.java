package io.github.idempotency.spring.template;

import org.jspecify.annotations.Nullable;

/**
 * Code to execute once.
 *
 * @param <T> what it returns
 * @param <X> what it throws
 */
@FunctionalInterface
public interface IdempotentAction<T extends @Nullable Object, X extends Exception> {

    T execute() throws X;
}
