package io.github.idempotency;

/** What a failed call (an exception, or an HTTP status of 500 and above) does to its key. */
public enum WhenFails {
    /** The key is free again and a retry executes. */
    RELEASE,
    /** The failure is recorded and replayed like any other answer. */
    STORE,
    /** The key is held until an operator has found out what happened. */
    HOLD
}
