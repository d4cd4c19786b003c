package io.github.idempotency.engine;

/** Hears how the removal of expired records goes, on the thread that removes them. */
@FunctionalInterface
public interface PurgeListener {

    /**
     * One batch is over.
     *
     * @param removed how many records went; 0 if it failed
     * @param nanos how long it took, in nanoseconds
     * @param failed whether the store threw; it has been logged and will be tried again
     */
    void purged(int removed, long nanos, boolean failed);
}
