package io.github.idempotency.web.servlet;

import java.util.Set;

/** Methods that change nothing (RFC 9110, section 9.2.1): there is nothing to protect. */
final class SafeMethods {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private SafeMethods() {}

    static boolean contains(String method) {
        return SAFE.contains(method);
    }
}
