package io.github.idempotency.web.http;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns refusals into problem documents; titles are those of draft-ietf-httpapi-idempotency-key-header, section 2.7. */
public final class Problems {

    private static final String OWN_DOCUMENTATION = "https://idempotency.github.io/problems";
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(5);
    private static final int NOT_IMPLEMENTED = 501;

    private final WebSettings settings;

    public Problems(WebSettings settings) {
        this.settings = settings;
    }

    /** The page that describes all problems. */
    public String documentationUrl() {
        return settings.documentationUrl() == null ? OWN_DOCUMENTATION : settings.documentationUrl();
    }

    /** The problem of a refused call. */
    public Problem of(CallRejectedException rejection) {
        Rejection why = rejection.rejection();
        return new Problem(
                status(why),
                type(why.code()),
                title(why),
                String.valueOf(rejection.getMessage()),
                why.code(),
                why.retryable(),
                why.retryable() ? capped(rejection.retryAfter()) : null);
    }

    /** The problem of a key sent to an endpoint that is not protected. */
    public Problem unsupported() {
        String code = "idempotency-key-unsupported";
        return new Problem(
                NOT_IMPLEMENTED,
                type(code),
                settings.header() + " is not supported here",
                "This endpoint does not protect against repeated requests. Send the request without the header "
                        + settings.header() + ", and repeat it only if repeating is harmless.",
                code,
                false,
                null);
    }

    private String type(String code) {
        return documentationUrl() + "#" + code;
    }

    private int status(Rejection why) {
        return switch (why) {
            case KEY_MISSING, KEY_INVALID -> 400;
            case KEY_REUSED -> settings.keyReusedStatus();
            case IN_PROGRESS, OUTCOME_UNKNOWN, ANSWER_NOT_RECORDED -> 409;
            case REQUEST_TOO_LARGE -> 413;
            case STORE_UNAVAILABLE -> 503;
            case RECORD_UNREADABLE -> 500;
        };
    }

    private String title(Rejection why) {
        String header = settings.header();
        return switch (why) {
            case KEY_MISSING -> header + " is missing";
            case KEY_INVALID -> "Invalid " + header;
            case KEY_REUSED -> header + " is already used";
            case IN_PROGRESS -> "A request is outstanding for this " + header;
            case OUTCOME_UNKNOWN -> "The outcome of the first request with this " + header + " is unknown";
            case ANSWER_NOT_RECORDED -> "The answer to the first request with this " + header + " was not recorded";
            case REQUEST_TOO_LARGE -> "The request is too large to be protected";
            case STORE_UNAVAILABLE -> "Repeated requests cannot be recognised at the moment";
            case RECORD_UNREADABLE -> "The record of this " + header + " cannot be read";
        };
    }

    /** The first call usually ends long before its lease would: do not send a client away for a whole lease. */
    private static Duration capped(@Nullable Duration wait) {
        return wait == null || wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
    }
}
