/** The store of applications that have configured a Redis. */
@NullMarked
package io.github.idempotency.autoconfigure.store.redis;

import org.jspecify.annotations.NullMarked;
