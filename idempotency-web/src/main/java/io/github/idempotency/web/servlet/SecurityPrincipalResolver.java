package io.github.idempotency.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.ReflectionUtils;

/**
 * The principal of Spring Security's context, else that of the servlet request.
 *
 * <p>An authenticated caller without a name of its own is refused: it would meet the keys of others, or never its own.
 */
public final class SecurityPrincipalResolver implements PrincipalResolver {

    private final PrincipalResolver fallback = PrincipalResolver.ofRequest();

    /** @throws IllegalStateException if the caller is authenticated, but nothing names it */
    @Override
    public String resolve(HttpServletRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || authentication instanceof AnonymousAuthenticationToken) {
            return fallback.resolve(request);
        }
        String name = authentication.getName();
        if (name == null || name.isBlank() || isMemoryAddress(authentication, name)) {
            throw new IllegalStateException("The caller is authenticated by a "
                    + authentication.getClass().getName() + " without a name, so its idempotency keys cannot be told"
                    + " from those of others. Give its principal a name (a String, a UserDetails, or a toString of its"
                    + " own), or define a PrincipalResolver bean.");
        }
        return name;
    }

    /** The name of a principal that is any object is its text, which without an own toString differs in every request. */
    private static boolean isMemoryAddress(Authentication authentication, String name) {
        Object principal = authentication.getPrincipal();
        if (principal == null || !name.equals(principal.toString())) {
            return false;
        }
        var toString = ReflectionUtils.findMethod(principal.getClass(), "toString");
        return toString != null && toString.getDeclaringClass() == Object.class;
    }
}
