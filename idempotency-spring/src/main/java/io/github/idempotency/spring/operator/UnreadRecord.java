package io.github.idempotency.spring.operator;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.RecordInspector;

/**
 * A record that is there and cannot be read, so that not even its operation is known.
 *
 * @param store the name of its store
 * @param inspector its store
 * @param identity its key
 * @param why what the store said, in words for operators
 */
record UnreadRecord(String store, RecordInspector inspector, IdempotencyKey identity, OperatorException why) {}
