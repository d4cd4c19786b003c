package io.github.idempotency.spring.operator;

import io.github.idempotency.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * Which record is meant: by its identity or by its key, exactly one of which is given.
 *
 * @param identity the whole digest
 * @param key the key and what surrounds it
 * @param store the store it is in, or {@code null} for any
 * @param attempt the attempt a decision is about, or {@code null} for any; looking does not heed it
 */
public record RecordSearch(
        @Nullable IdempotencyKey identity,
        @Nullable KeySearch key,
        @Nullable String store,
        @Nullable Integer attempt) {

    /** A search for the record in whatever attempt. */
    public RecordSearch(@Nullable IdempotencyKey identity, @Nullable KeySearch key, @Nullable String store) {
        this(identity, key, store, null);
    }

    public RecordSearch {
        if ((identity == null) == (key == null)) {
            throw new IllegalArgumentException("A record is searched for either by its identity or by its key");
        }
    }
}
