package io.github.idempotency.faults.history;

/** How often an operation may have its effect. */
public enum Repeats {
    /** At most once, whatever breaks: {@code whenAbandoned = HOLD}, {@code transaction = SAME}. */
    NEVER,
    /**
     * An owner that vanished is replaced and the work done again, but a service downstream recognises the key: every
     * execution has the same effect, with the same number.
     */
    WITH_THE_SAME_EFFECT,
    /** Work is done again, and has a second effect, only where an outage may have cost the owner its lease. */
    AFTER_AN_OUTAGE
}
