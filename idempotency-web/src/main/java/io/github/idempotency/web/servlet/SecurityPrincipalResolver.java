package io.github.idempotency.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The principal of Spring Security's context, else that of the servlet request. */
public final class SecurityPrincipalResolver implements PrincipalResolver {

    private final PrincipalResolver fallback = PrincipalResolver.ofRequest();

    @Override
    public String resolve(HttpServletRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || authentication instanceof AnonymousAuthenticationToken) {
            return fallback.resolve(request);
        }
        return authentication.getName();
    }
}
