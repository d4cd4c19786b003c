package io.github.idempotency.web.openapi;

import io.github.idempotency.Rejection;

/** What a client is told about a refusal before it has met one. */
final class Advice {

    private Advice() {}

    static String of(Rejection why) {
        return switch (why) {
            case KEY_MISSING ->
                "The request has no key. Send one that is unique to this request, and the same one with"
                        + " every retry.";
            case KEY_INVALID -> "The key cannot be used as it is written. The detail says why.";
            case KEY_REUSED ->
                "The key came before with another request. Use a new key for a new request, or repeat the"
                        + " first request exactly.";
            case IN_PROGRESS ->
                "The first request with this key is still being worked on. Repeat the request after the"
                        + " time in Retry-After.";
            case OUTCOME_UNKNOWN ->
                "It is not known whether the first request with this key took effect. Do not repeat"
                        + " it, and ask the operator of the service.";
            case ANSWER_NOT_RECORDED ->
                "The first request with this key succeeded and its answer was not kept. Ask for"
                        + " the result in another way.";
            case REQUEST_TOO_LARGE -> "The body is larger than what can be compared with a repetition. Send less.";
            case STORE_UNAVAILABLE ->
                "Repetitions cannot be recognised at the moment, so nothing was executed. Repeat the"
                        + " request after the time in Retry-After.";
            case RECORD_UNREADABLE ->
                "The record of this key cannot be read, so nothing was executed. Ask the operator of" + " the service.";
        };
    }
}
