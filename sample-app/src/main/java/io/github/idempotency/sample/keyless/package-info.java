/** What may be repeated without a key: a unique constraint, an upsert, a version and a pure function. */
@NullMarked
package io.github.idempotency.sample.keyless;

import org.jspecify.annotations.NullMarked;
