package io.github.idempotency.store;

/**
 * What a store promises, for start-up checks, documentation and the contract every store is tested against.
 *
 * @param name a short stable name, as used in {@code idempotency.store}
 * @param shared whether several processes see the same records
 * @param durable whether acknowledged records survive a restart of the store
 * @param serverClock whether durations are measured by the store's server rather than by the calling process
 * @param expiresByItself whether expired records vanish without an {@link ExpiredRecordCleaner}
 * @param maxPayloadBytes the largest outcome payload the store takes
 */
public record StoreTraits(
        String name,
        boolean shared,
        boolean durable,
        boolean serverClock,
        boolean expiresByItself,
        long maxPayloadBytes) {}
