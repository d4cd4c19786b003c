package io.github.idempotency.systemtests.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates by the servlet API alone, as containers and proxies in front of them do. */
@Component
@Order(0)
class CallerFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Caller";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String caller = request.getHeader(HEADER);
        chain.doFilter(caller == null ? request : new Authenticated(request, caller), response);
    }

    private static final class Authenticated extends HttpServletRequestWrapper {

        private final String caller;

        Authenticated(HttpServletRequest request, String caller) {
            super(request);
            this.caller = caller;
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            return caller.isEmpty() ? null : () -> caller;
        }
    }
}
