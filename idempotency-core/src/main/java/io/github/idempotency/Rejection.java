package io.github.idempotency;

/** Why a protected call was not executed and nothing could be replayed; each with a stable machine-readable code. */
public enum Rejection {
    /** The operation requires a key and the call has none. */
    KEY_MISSING("idempotency-key-missing", false),
    /** The key is not one this operation accepts. */
    KEY_INVALID("idempotency-key-invalid", false),
    /** The key was used before with another request. */
    KEY_REUSED("idempotency-key-reused", false),
    /** The first call with this key is still running. */
    IN_PROGRESS("request-in-progress", true),
    /** An earlier call with this key ended without telling whether its effects happened. */
    OUTCOME_UNKNOWN("outcome-unknown", false),
    /** The first call succeeded, but its answer could not be recorded. */
    ANSWER_NOT_RECORDED("answer-not-recorded", false),
    /** The request is too large to be fingerprinted. */
    REQUEST_TOO_LARGE("request-too-large", false),
    /** The store of keys could not be reached; nothing was executed. */
    STORE_UNAVAILABLE("store-unavailable", true),
    /** The record of this key is corrupt or newer than this version understands; nothing was executed. */
    RECORD_UNREADABLE("record-unreadable", false);

    private final String code;
    private final boolean retryable;

    Rejection(String code, boolean retryable) {
        this.code = code;
        this.retryable = retryable;
    }

    /** A stable lower-case code, safe to show and to use as a metric tag. */
    public String code() {
        return code;
    }

    /** Whether repeating the same call unchanged can succeed without anybody's help. */
    public boolean retryable() {
        return retryable;
    }
}
