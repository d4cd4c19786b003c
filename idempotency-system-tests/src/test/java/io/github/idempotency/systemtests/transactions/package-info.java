/** Calls that share a transaction with their record, on real databases. */
@NullMarked
package io.github.idempotency.systemtests.transactions;

import org.jspecify.annotations.NullMarked;
