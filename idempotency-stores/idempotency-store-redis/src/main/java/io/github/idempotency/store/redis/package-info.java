/** Keeps records in Redis or Valkey: one key per record, one script per verb. */
@NullMarked
package io.github.idempotency.store.redis;

import org.jspecify.annotations.NullMarked;
