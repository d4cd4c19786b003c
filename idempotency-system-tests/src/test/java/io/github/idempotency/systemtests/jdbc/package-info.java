/** The JDBC store on real database servers: the contract, round trips, faults, purging. */
@NullMarked
package io.github.idempotency.systemtests.jdbc;

import org.jspecify.annotations.NullMarked;
