/** The Redis store on real servers, alone, in clusters and behind Sentinel: the contract, round trips, faults. */
@NullMarked
package io.github.idempotency.systemtests.redis;

import org.jspecify.annotations.NullMarked;
