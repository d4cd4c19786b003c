/** The store of applications that have configured a database: its table, and the removal of expired records. */
@NullMarked
package io.github.idempotency.autoconfigure.store.jdbc;

import org.jspecify.annotations.NullMarked;
