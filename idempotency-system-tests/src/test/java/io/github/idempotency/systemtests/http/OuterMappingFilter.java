package io.github.idempotency.systemtests.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns an exception into an answer far outside of Spring MVC, as gateways' and companies' common filters do. */
@Component
@Order(1)
class OuterMappingFilter extends OncePerRequestFilter {

    static final class OuterFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException e) {
            if (!(e.getCause() instanceof OuterFailure)) {
                throw e;
            }
            response.setStatus(409);
            response.getWriter().write("mapped outside");
        }
    }
}
