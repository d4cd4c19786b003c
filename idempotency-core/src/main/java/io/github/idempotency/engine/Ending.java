package io.github.idempotency.engine;

/** How an execution ended, as far as its key is concerned. Later versions may add constants: have a default. */
public enum Ending {
    /** The outcome is recorded and will be replayed. */
    RECORDED,
    /** The key is free again. */
    RELEASED,
    /** The key waits for an operator. */
    HELD,
    /** The lease is left to run out: what became of the work is not known to this process. */
    ABANDONED,
    /** Another owner had taken over; its outcome stands. */
    LOST,
    /** The store did not take the outcome yet; recording is retried in the background. */
    DEFERRED
}
