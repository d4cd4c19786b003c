package io.github.idempotency.store;

import org.jspecify.annotations.Nullable;

/**
 * The database gave a concurrent transaction precedence (a serialization failure, a deadlock). The current transaction can
 * only be rolled back; the whole of it may then be tried again.
 */
public class TransactionConflictException extends StoreException {

    private static final long serialVersionUID = 1L;

    public TransactionConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
