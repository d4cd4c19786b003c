package io.github.idempotency.spring.operator;

import java.util.List;

/**
 * Records of several stores, the oldest first.
 *
 * @param records what was found
 * @param complete whether these are all
 */
public record FoundRecords(List<FoundRecord> records, boolean complete) {

    public FoundRecords {
        records = List.copyOf(records);
    }
}
