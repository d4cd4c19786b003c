package io.github.idempotency;

/** What a call meets when the store of keys cannot be reached before it starts. */
public enum WhenStoreFails {
    /** It is refused and nothing is executed. */
    REFUSE,
    /** It is executed without protection: a retry may execute it again. */
    PROCEED
}
