package io.github.idempotency.spring.template;

import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.transaction.TransactionPlan;
import io.github.idempotency.spring.value.ValueCalls;
import org.jspecify.annotations.Nullable;

/** What all templates derived from one have in common. Thread-safe. */
final class TemplateFoundation {

    private final IdempotencyEngine engine;
    private final ValueCalls values;
    private final String namespace;
    private final SameTransactions transactions;
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

    String namespace() {
        return namespace;
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
