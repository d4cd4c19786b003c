/** Tests of the JDBC store's wiring, on H2. */
@NullMarked
package io.github.idempotency.autoconfigure.store.jdbc;

import org.jspecify.annotations.NullMarked;
