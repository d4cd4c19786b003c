package io.github.idempotency.spring.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants retries to be answered with.
 *
 * @param status the status of an HTTP response, or {@code null} if it is none
 * @param contentType the media type of its body, or {@code null} without one
 * @param headers its further headers, each as {@code Name: value}
 * @param body its body, or {@code null} without one
 * @param value the JSON of a returned value, or {@code null} if it is none
 * @param kind of which kind the operator says the operation's answers are, or {@code null} if that is left open
 */
public record GivenAnswer(
        @Nullable Integer status,
        @Nullable String contentType,
        List<String> headers,
        @Nullable String body,
        @Nullable String value,
        @Nullable Kind kind) {

    /** What calls of an operation are answered with. */
    public enum Kind {
        /** An HTTP response. */
        HTTP,
        /** A value that code returns. */
        VALUE
    }

    public GivenAnswer {
        headers = List.copyOf(headers);
    }

    /** Whether nothing but a value is given. */
    public boolean isValue() {
        return value != null && status == null && contentType == null && body == null && headers.isEmpty();
    }

    /** Whether nothing but a response is given. */
    public boolean isResponse() {
        return value == null && status != null;
    }

    /** Without the content, which is not to be shown. */
    @Override
    public String toString() {
        return "GivenAnswer[" + (isValue() ? "value" : "status=" + status) + "]";
    }
}
