package io.github.idempotency.autoconfigure;

import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.value.ValueCalls;

/** Makes the template, which may be asked by a property for transactions it cannot have. */
final class TemplateFactory {

    private TemplateFactory() {}

    static IdempotencyTemplate create(
            EngineRegistry engines, ValueCalls calls, OperationDefaults defaults, SameTransactions transactions) {
        try {
            return new IdempotencyTemplate(
                    engines.forStore(""), calls, defaults.namespace(), defaults.policy(), transactions);
        } catch (IllegalArgumentException e) {
            throw new StoreSetupException(
                    "The IdempotencyTemplate cannot do what 'idempotency.transaction=same' says: " + e.getMessage(),
                    "Do so, or set 'idempotency.transaction=separate' and choose SAME where it is wanted, or define the"
                            + " IdempotencyTemplate bean yourself.",
                    e);
        }
    }
}
