package io.github.idempotency.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/**
 * Tells who is calling, so that nobody meets another's keys. Thread-safe.
 *
 * <p>Callers that are not authenticated share one space of keys.
 */
@FunctionalInterface
public interface PrincipalResolver {

    /** A name that is unique among all callers; empty for a caller that is not authenticated. */
    String resolve(HttpServletRequest request);

    /** The principal of the servlet request. */
    static PrincipalResolver ofRequest() {
        return request -> {
            Principal principal = request.getUserPrincipal();
            return principal == null || principal.getName() == null ? "" : principal.getName();
        };
    }
}
