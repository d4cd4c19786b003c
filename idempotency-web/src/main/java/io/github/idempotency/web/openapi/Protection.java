package io.github.idempotency.web.openapi;

import io.github.idempotency.spring.operation.IdempotentOperation;
import java.time.Duration;

/**
 * What clients have to know of an operation.
 *
 * @param required whether a request without a key is refused
 * @param always whether that goes for all requests; an operation may have several handlers, and not all protected alike
 * @param keyInHeader whether the key comes in the header, and not out of the request's content
 * @param comparesBody whether the body tells requests apart, so that its size is limited
 * @param retention how long an answer is replayed
 */
record Protection(boolean required, boolean always, boolean keyInHeader, boolean comparesBody, Duration retention) {

    static Protection of(IdempotentOperation operation) {
        return new Protection(
                operation.required(),
                true,
                operation.key() == null,
                operation.fingerprint() == null,
                operation.policy().retention());
    }

    /** The same, where other requests are not protected. */
    Protection ofSomeRequests() {
        return new Protection(required, false, keyInHeader, comparesBody, retention);
    }

    /** That of an operation with two handlers: what either may ask for, and the retention that both keep. */
    Protection and(Protection other) {
        boolean alike = required == other.required && keyInHeader == other.keyInHeader;
        return new Protection(
                required || other.required,
                always && other.always && alike,
                keyInHeader || other.keyInHeader,
                comparesBody || other.comparesBody,
                retention.compareTo(other.retention) <= 0 ? retention : other.retention);
    }

    /** Whether there is no request that does without a key. */
    boolean alwaysRequired() {
        return required && always;
    }

    /** A sentence about the retention. */
    String replayed() {
        return "Answers are replayed for " + words(retention) + ".";
    }

    private static String words(Duration duration) {
        long hours = duration.toHours();
        if (!duration.equals(Duration.ofHours(hours)) || hours == 0) {
            return duration.toSecondsPart() == 0 && duration.toNanosPart() == 0
                    ? count(duration.toMinutes(), "minute")
                    : count(Math.max(1, duration.toSeconds()), "second");
        }
        return hours > 24 && hours % 24 == 0 ? count(hours / 24, "day") : count(hours, "hour");
    }

    private static String count(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
