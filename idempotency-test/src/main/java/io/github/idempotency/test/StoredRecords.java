package io.github.idempotency.test;

import io.github.idempotency.IdempotencyKey;

/** Access to a store's records behind its back, for tests of what it does with records it cannot read. */
public interface StoredRecords {

    /** Turns the record of a key into one a newer version of the store could have written. */
    void makeNewer(IdempotencyKey key);

    /** Damages the record of a key, but not its format number, so that it makes no sense any more. */
    void corrupt(IdempotencyKey key);
}
