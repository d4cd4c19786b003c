package io.github.idempotency.spring.template;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.transaction.TransactionPlan;
import io.github.idempotency.spring.value.Answer;
import io.github.idempotency.spring.value.ValueCalls;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What all templates derived from one have in common. Thread-safe. */
final class TemplateFoundation {

    private static final int MOST_OPERATIONS = 1_000;

    private final IdempotencyEngine engine;
    private final ValueCalls values;
    private final String namespace;
    private final SameTransactions transactions;
    private final ConcurrentMap<String, MetOperation> operations = new ConcurrentHashMap<>();
    private volatile @Nullable TransactionPlan plan;

    TemplateFoundation(IdempotencyEngine engine, ValueCalls values, String namespace, SameTransactions transactions) {
        this.engine = engine;
        this.values = values;
        this.namespace = namespace;
        this.transactions = transactions;
    }

    IdempotencyEngine engine() {
        return engine;
    }

    ValueCalls values() {
        return values;
    }

    IdempotencyKey key(String operation, String key) {
        return IdempotencyKey.of("template", namespace, operation, key);
    }

    /**
     * Names are a few; where they are made up with every call, the first ones have to do.
     *
     * @param answer what the call answers with, or {@code null} if calls of this name differ in it
     */
    void met(String operation, CallPolicy policy, @Nullable Answer answer) {
        MetOperation known = operations.get(operation);
        MetOperation met = new MetOperation(
                policy, known == null || MetOperation.sameType(known.answer(), answer) ? answer : null);
        if (!met.equals(known) && (known != null || operations.size() < MOST_OPERATIONS)) {
            operations.put(operation, met);
        }
    }

    /** The operations met so far. */
    Map<String, MetOperation> operations() {
        return Map.copyOf(operations);
    }

    /**
     * Found once, because templates may be derived with every call.
     *
     * @throws IllegalArgumentException if the store cannot share a transaction of the application
     */
    TransactionPlan plan() {
        TransactionPlan known = plan;
        if (known == null) {
            known = transactions.planFor(engine.store());
            plan = known;
        }
        return known;
    }
}
