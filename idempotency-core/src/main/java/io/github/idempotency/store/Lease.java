package io.github.idempotency.store;

import io.github.idempotency.IdempotencyKey;

/**
 * The right to execute under a key for a limited time. Whoever holds it renews, completes or releases with it; a store
 * honours only the lease it granted last.
 *
 * @param key the record this lease is for
 * @param owner the attempt it was granted to
 * @param token the fencing token: strictly greater than that of every earlier lease of the same record while the
 *     record exists
 */
public record Lease(IdempotencyKey key, Owner owner, long token) {}
