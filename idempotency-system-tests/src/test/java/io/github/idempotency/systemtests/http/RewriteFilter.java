package io.github.idempotency.systemtests.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Old paths lead to new ones, by forwards from far outside. */
@Component
@Order(2)
class RewriteFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (path.startsWith("/old/")) {
            request.getRequestDispatcher(path.substring("/old".length())).forward(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
