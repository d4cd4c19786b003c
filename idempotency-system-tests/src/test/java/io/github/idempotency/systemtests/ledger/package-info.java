/** Controllers that share their transactions with their records, over a real socket and on real databases. */
@NullMarked
package io.github.idempotency.systemtests.ledger;

import org.jspecify.annotations.NullMarked;
