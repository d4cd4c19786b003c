package io.github.idempotency.spring.operator;

import io.github.idempotency.store.RecordView;

/**
 * A record and where it is.
 *
 * @param store the name of its store
 * @param view what may be seen of it
 */
public record FoundRecord(String store, RecordView view) {}
