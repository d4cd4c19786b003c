package io.github.idempotency.faults;

import org.jspecify.annotations.Nullable;

/**
 * An application process with what lies between it and the store.
 *
 * @param clock {@code null} where nothing can shift it
 */
record Node(AppProcess app, FaultyProxy proxy, @Nullable Clock clock) {}
