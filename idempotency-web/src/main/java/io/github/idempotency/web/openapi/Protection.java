package io.github.idempotency.web.openapi;

import io.github.idempotency.spring.operation.IdempotentOperation;
import java.time.Duration;

/**
 * What clients have to know of an operation.
 *
 * @param required whether a request without a key is refused
 * @param keyInHeader whether the key comes in the header, and not out of the request's content
 * @param comparesBody whether the body tells requests apart, so that its size is limited
 * @param retention how long an answer is replayed
 */
record Protection(boolean required, boolean keyInHeader, boolean comparesBody, Duration retention) {

    static Protection of(IdempotentOperation operation) {
        return new Protection(
                operation.required(),
                operation.key() == null,
                operation.fingerprint() == null,
                operation.policy().retention());
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
