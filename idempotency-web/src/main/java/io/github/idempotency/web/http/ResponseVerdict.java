package io.github.idempotency.web.http;

import io.github.idempotency.WhenFails;
import java.util.Set;

/** What a final status means for the key. */
public enum ResponseVerdict {
    /** It is an answer: recorded and replayed. */
    RECORD,
    /** It is none: the key is free again. */
    RELEASE,
    /** Nobody knows what happened: the key is held. */
    HOLD;

    /** Statuses that speak of the caller, the moment or the load rather than of what was asked for. */
    private static final Set<Integer> NEVER_RECORDED = Set.of(401, 403, 407, 408, 421, 423, 425, 429, 503);

    /**
     * @param status the final status
     * @param whenFails what statuses of 500 and above do to the key
     */
    public static ResponseVerdict of(int status, WhenFails whenFails) {
        if (status >= 500 && whenFails == WhenFails.HOLD) {
            return HOLD;
        }
        if (isNeverRecorded(status)) {
            return RELEASE;
        }
        return status < 500 || whenFails == WhenFails.STORE ? RECORD : RELEASE;
    }

    /** Whether no policy makes an answer of this status. */
    static boolean isNeverRecorded(int status) {
        return NEVER_RECORDED.contains(status);
    }
}
