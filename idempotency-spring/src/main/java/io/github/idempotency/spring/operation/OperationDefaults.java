package io.github.idempotency.spring.operation;

import io.github.idempotency.engine.CallPolicy;

/**
 * What holds where an annotation leaves an attribute open.
 *
 * @param policy durations and reactions
 * @param required {@code false} makes the key optional for every operation
 * @param namespace what separates this application's keys from those of others in the same store
 */
public record OperationDefaults(CallPolicy policy, boolean required, String namespace) {}
