package io.github.idempotency.engine;

import io.github.idempotency.codec.RecordedPayload;
import java.time.Duration;

/**
 * What all operations of an engine share.
 *
 * @param storeTimeout how long the store may take to answer; a call is refused as store-unavailable after this time if
 *     the store does not answer at all, and after 1.25 times it at most where the store failed quickly at first
 * @param heartbeatLimit how long the lease of a running call is renewed at most; after that the call counts as lost
 * @param maxWaiters how many calls may wait for another's answer at the same time; further ones are refused at once
 * @param maxPendingCompletions how many answers are kept in memory at most while the store cannot take them;
 *     together they may have {@link #MAX_PENDING_COMPLETION_BYTES}
 * @param compressAbove how many bytes an answer may have that is recorded as it is; larger ones are compressed where that
 *     makes them smaller, and only by versions that know of this they can be read. {@link
 *     RecordedPayload#UNCOMPRESSED} compresses none
 */
public record EngineSettings(
        Duration storeTimeout, Duration heartbeatLimit, int maxWaiters, int maxPendingCompletions, long compressAbove) {

    /**
     * How many bytes (64 MB) the answers may have together that are kept in memory while the store cannot take them. Of
     * what comes on top only the fact is kept that the call was executed, and duplicates are refused as
     * answer-not-recorded.
     */
    public static final long MAX_PENDING_COMPLETION_BYTES = 64L * 1024 * 1024;

    /** The defaults: 2 seconds, 15 minutes, 100 waiters, 1,000 pending completions, no compression. */
    public static final EngineSettings DEFAULTS =
            new EngineSettings(Duration.ofSeconds(2), Duration.ofMinutes(15), 100, 1_000);

    /** @throws IllegalArgumentException if a duration is not positive or a number is negative */
    public EngineSettings {
        if (storeTimeout.isNegative() || storeTimeout.isZero()) {
            throw new IllegalArgumentException("The store timeout must be positive, it is " + storeTimeout);
        }
        if (heartbeatLimit.isNegative() || heartbeatLimit.isZero()) {
            throw new IllegalArgumentException("The heartbeat limit must be positive, it is " + heartbeatLimit);
        }
        if (maxWaiters < 0 || maxPendingCompletions < 0 || compressAbove < 0) {
            throw new IllegalArgumentException("Limits must not be negative");
        }
    }

    /** Settings without compression. */
    public EngineSettings(Duration storeTimeout, Duration heartbeatLimit, int maxWaiters, int maxPendingCompletions) {
        this(storeTimeout, heartbeatLimit, maxWaiters, maxPendingCompletions, RecordedPayload.UNCOMPRESSED);
    }
}
