package io.github.idempotency.codec;

import java.util.regex.Pattern;

/**
 * Names a span of a distributed trace, in the notation of W3C Trace Context.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 */
public record TraceReference(String traceId, String spanId) {

    private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("[0-9a-f]{16}");

    /** @throws IllegalArgumentException if one of them is written otherwise */
    public TraceReference {
        if (!TRACE_ID.matcher(traceId).matches() || !SPAN_ID.matcher(spanId).matches()) {
            throw new IllegalArgumentException("A trace id has 32 and a span id 16 lower-case hexadecimal digits; these"
                    + " are '" + traceId + "' and '" + spanId + "'");
        }
    }
}
