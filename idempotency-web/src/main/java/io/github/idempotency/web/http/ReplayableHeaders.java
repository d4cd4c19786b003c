package io.github.idempotency.web.http;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which response headers are recorded: those that describe the answer. Not those that belong to one connection, one
 * exchange, one browser or one moment; they are produced fresh. Immutable.
 */
public final class ReplayableHeaders {

    private static final Set<String> NEVER = Set.of(
            "set-cookie",
            "set-cookie2",
            "date",
            "server",
            "age",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "via",
            "x-request-id",
            "x-correlation-id",
            "x-trace-id",
            "x-b3-traceid",
            "traceparent",
            "tracestate",
            "traceresponse",
            "server-timing",
            "strict-transport-security",
            "content-security-policy",
            "content-security-policy-report-only",
            "x-frame-options",
            "x-content-type-options",
            "x-xss-protection",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
            "cross-origin-embedder-policy",
            "cross-origin-resource-policy");

    private final Set<String> excluded = new TreeSet<>(NEVER);

    /** @param alsoExcluded further names, in any case */
    public ReplayableHeaders(Collection<String> alsoExcluded) {
        alsoExcluded.forEach(name -> excluded.add(name.toLowerCase(Locale.ROOT)));
    }

    public boolean contains(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !excluded.contains(lower)
                && !lower.startsWith("access-control-")
                && !lower.startsWith("ratelimit")
                && !lower.startsWith("x-ratelimit");
    }
}
