package io.github.idempotency.autoconfigure;

import io.github.idempotency.engine.SettledRecords;

/** Gives every store that others share a near cache of its own. */
@FunctionalInterface
public interface NearCaches {

    /** @param store the store's name */
    SettledRecords of(String store);
}
