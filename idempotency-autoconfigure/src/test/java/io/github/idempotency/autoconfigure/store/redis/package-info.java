/** Tests of the Redis store's wiring, without a server. */
@NullMarked
package io.github.idempotency.autoconfigure.store.redis;

import org.jspecify.annotations.NullMarked;
