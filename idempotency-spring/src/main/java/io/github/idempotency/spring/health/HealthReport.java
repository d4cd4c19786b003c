package io.github.idempotency.spring.health;

import java.util.Map;

/**
 * How the stores are at one moment.
 *
 * @param status of the store that is worst off
 * @param details what else there is to tell, by name; nothing in it is secret
 */
public record HealthReport(Status status, Map<String, Object> details) {

    /** From good to bad. The names are those of the health statuses of Spring Boot. */
    public enum Status {
        /** The store answers. */
        UP,
        /** The store does not answer and nobody is refused for it, or it cannot be told whether it does. */
        UNKNOWN,
        /** The store does not answer, so calls are refused. */
        DOWN
    }
}
