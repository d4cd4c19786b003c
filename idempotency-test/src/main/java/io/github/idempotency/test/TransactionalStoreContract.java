package io.github.idempotency.test;

import io.github.idempotency.store.IdempotencyStore;
import org.junit.jupiter.api.Nested;

/**
 * The contract of a store that is a {@link io.github.idempotency.store.TransactionalStore}, in addition to {@link
 * IdempotencyStoreContract}: inherit it, supply the store and a way to open transactions on its resource. Give the store a
 * timeout of some seconds, and room for 16 transactions at once.
 */
public abstract class TransactionalStoreContract {

    /** For subclasses. */
    protected TransactionalStoreContract() {}

    /** The store under test, also a {@code TransactionalStore}; the same instance every time. */
    protected abstract IdempotencyStore store();

    /** Transactions on the store's resource. */
    protected abstract Transactions transactions();

    /** Whether transactions can write side by side, as long as they write different rows. */
    protected boolean writersWorkSideBySide() {
        return true;
    }

    @Nested
    class Together extends TogetherContract {
        @Override
        TransactionalStoreContract contract() {
            return TransactionalStoreContract.this;
        }
    }

    @Nested
    class Waiting extends WaitingContract {
        @Override
        TransactionalStoreContract contract() {
            return TransactionalStoreContract.this;
        }
    }
}
