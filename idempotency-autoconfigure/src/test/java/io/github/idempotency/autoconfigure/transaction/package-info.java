/** Tests of transactions that calls share with their records, as applications configure them. */
@NullMarked
package io.github.idempotency.autoconfigure.transaction;

import org.jspecify.annotations.NullMarked;
