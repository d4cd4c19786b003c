package io.github.idempotency.engine;

import java.time.Duration;

/**
 * What all operations of an engine share.
 *
 * @param storeTimeout how long a call may spend on claiming its key before it is refused as store-unavailable
 * @param heartbeatLimit how long the lease of a running call is renewed at most; after that the call counts as lost
 * @param maxWaiters how many calls may wait for another's answer at the same time; further ones are refused at once
 * @param maxPendingCompletions how many answers are kept in memory at most while the store cannot take them
 */
public record EngineSettings(
        Duration storeTimeout, Duration heartbeatLimit, int maxWaiters, int maxPendingCompletions) {

    /** The defaults: 2 seconds, 15 minutes, 100 waiters, 1,000 pending completions. */
    public static final EngineSettings DEFAULTS =
            new EngineSettings(Duration.ofSeconds(2), Duration.ofMinutes(15), 100, 1_000);

    /** @throws IllegalArgumentException if a duration is not positive or a count is negative */
    public EngineSettings {
        if (storeTimeout.isNegative() || storeTimeout.isZero()) {
            throw new IllegalArgumentException("The store timeout must be positive, it is " + storeTimeout);
        }
        if (heartbeatLimit.isNegative() || heartbeatLimit.isZero()) {
            throw new IllegalArgumentException("The heartbeat limit must be positive, it is " + heartbeatLimit);
        }
        if (maxWaiters < 0 || maxPendingCompletions < 0) {
            throw new IllegalArgumentException("Limits must not be negative");
        }
    }
}
