/**
 * The near cache: settled records, in the memory of the process whose calls have settled them, so that a duplicate there
 * costs no round trip.
 *
 * <p>It is no store and wraps none. A wrapper would have to show exactly the capabilities of what it wraps, and would see
 * neither when a transaction has committed nor when a first try to record began; the engine knows both, for every store,
 * and judges what it finds here as if the store had answered: the fingerprint is compared, the replay is told of.
 *
 * <p>Only records that the engine's own calls have settled get here, because only of these the rest of the retention is
 * known without asking the store for it.
 */
@NullMarked
package io.github.idempotency.near;

import org.jspecify.annotations.NullMarked;
