package io.github.idempotency.store;

import java.util.List;

/**
 * What a store has found; immutable.
 *
 * @param records in no particular order, unless the store says otherwise
 * @param complete whether these were all. If not, there may be more: the wanted number was reached, the store stopped
 *     looking because it had looked at enough, or some records could not be read
 */
public record RecordListing(List<RecordView> records, boolean complete) {

    /** Nothing, and nothing else either. */
    public static final RecordListing EMPTY = new RecordListing(List.of(), true);

    public RecordListing {
        records = List.copyOf(records);
    }
}
