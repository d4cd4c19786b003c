package io.github.idempotency.engine;

import io.github.idempotency.Rejection;

/** What a refused caller is told. */
final class Refusals {

    private Refusals() {}

    static String message(Rejection why, ProtectedCall call) {
        String subject = "'" + call.operation() + "' (key " + call.key() + ")";
        return switch (why) {
            case KEY_MISSING -> subject + " needs an idempotency key and got none.";
            case KEY_INVALID -> subject + " got an idempotency key it does not accept.";
            case KEY_REUSED ->
                subject
                        + " was called before with this idempotency key and another request. Use a new key for a new request.";
            case IN_PROGRESS ->
                subject + " is still being executed by an earlier call. Repeat the same call later to get its answer.";
            case OUTCOME_UNKNOWN ->
                subject + " ended earlier without telling whether its effects happened. Somebody has to find out and"
                        + " resolve the key; repeating the call does not help.";
            case ANSWER_NOT_RECORDED ->
                subject + " was executed, but its answer could not be recorded. Ask for the result by other means.";
            case REQUEST_TOO_LARGE -> subject + " got a request too large to be fingerprinted.";
            case STORE_UNAVAILABLE ->
                subject
                        + " was not executed: the store of idempotency keys is unavailable. Repeat the same call later.";
            case RECORD_UNREADABLE ->
                subject + " was not executed: the record of its key is corrupt or newer than this version understands."
                        + " Roll out the newer version everywhere, or inspect and delete the record.";
        };
    }
}
