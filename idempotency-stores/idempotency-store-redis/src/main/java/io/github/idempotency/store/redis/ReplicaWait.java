package io.github.idempotency.store.redis;

import java.time.Duration;

/**
 * What {@code WAIT} is told.
 *
 * @param replicas how many have to have a write; 0 for none, and {@code WAIT} is not used
 * @param patience how long they may take
 */
record ReplicaWait(int replicas, Duration patience) {

    /** A call may find another {@code WAIT} before its own, and has to give a claim back in what is left. */
    private static final int SHARE = 4;

    static ReplicaWait of(RedisStoreSettings settings) {
        return new ReplicaWait(settings.waitForReplicas(), settings.timeout().dividedBy(SHARE));
    }

    /** Never 0, which would be for ever. */
    long millis() {
        return Math.max(1, patience.toMillis());
    }
}
