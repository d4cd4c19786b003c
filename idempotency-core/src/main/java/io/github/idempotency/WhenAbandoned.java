package io.github.idempotency;

/** What a retry meets when the first call's owner vanished: its lease ran out without an answer. */
public enum WhenAbandoned {
    /** The retry executes. Right when the work is itself repeatable, or undone by the crash (one transaction). */
    REEXECUTE,
    /** The retry is refused until an operator has found out what happened. Right when a second effect is worse than a wait. */
    HOLD
}
