/** Keeps idempotency records in one table of a relational database, with short statements of its own. */
@NullMarked
package io.github.idempotency.store.jdbc;

import org.jspecify.annotations.NullMarked;
