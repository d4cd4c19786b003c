package io.github.idempotency.spring.aop;

import io.github.idempotency.spring.operation.IdempotentOperation;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds the door of an operation, once per operation. Thread-safe. */
public final class CallAdapters {

    private final List<CallAdapter> adapters;
    private final ConcurrentMap<IdempotentOperation, CallAdapter> chosen = new ConcurrentHashMap<>();

    /** @param adapters in the order in which they are asked; the last one takes every operation */
    public CallAdapters(List<CallAdapter> adapters) {
        this.adapters = List.copyOf(adapters);
    }

    CallAdapter of(IdempotentOperation operation) {
        CallAdapter known = chosen.get(operation);
        if (known == null) {
            known = choose(operation);
            chosen.put(operation, known);
        }
        return known;
    }

    private CallAdapter choose(IdempotentOperation operation) {
        return adapters.stream()
                .filter(adapter -> adapter.isInChargeOf(operation))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No adapter for " + operation.describe()));
    }
}
