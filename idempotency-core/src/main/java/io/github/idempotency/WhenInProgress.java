package io.github.idempotency;

/** What a duplicate meets while the first call is still running. */
public enum WhenInProgress {
    /** It is refused at once and told when to try again. */
    REJECT,
    /** It waits for the first call's answer, at most {@code max-wait}, and is refused after that. */
    WAIT
}
