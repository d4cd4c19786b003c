package io.github.idempotency.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Narrows what keys are unique within, in addition to the authenticated principal: a tenant, a client application. Every
 * bean of this type takes part, in order. Thread-safe.
 */
@FunctionalInterface
public interface ScopeResolver {

    /** The scope of a request; {@code null} counts as a scope of its own. */
    @Nullable
    String resolve(HttpServletRequest request);
}
