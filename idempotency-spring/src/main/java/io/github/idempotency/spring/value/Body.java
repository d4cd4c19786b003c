package io.github.idempotency.spring.value;

import org.jspecify.annotations.Nullable;

/** The user's code. */
@FunctionalInterface
public interface Body {

    @Nullable
    Object run() throws Throwable;
}
