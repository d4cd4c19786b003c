package io.github.idempotency.autoconfigure;

import io.github.idempotency.engine.PurgeListener;

/** Gives every store whose expired records are removed a listener of its own. */
@FunctionalInterface
public interface PurgeListeners {

    /** @param store the store's name */
    PurgeListener of(String store);
}
