package io.github.idempotency.sample.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Writes every payment into the {@link CallLog}; outside of everything else, so that it sees what the client gets. */
@Component
@ForTheDemo
@Order(Ordered.HIGHEST_PRECEDENCE)
class CallLogFilter extends OncePerRequestFilter {

    private static final String ACTION = "Demo-Action";
    private static final int LONGEST_ACTION = 40;

    private final CallLog log;
    private final Clock clock;

    CallLogFilter(CallLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !request.getRequestURI().endsWith("payments");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String action = Objects.requireNonNullElse(request.getHeader(ACTION), "");
        log.begin(clock.millis(), action.substring(0, Math.min(LONGEST_ACTION, action.length())));
        boolean answered = false;
        try {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            int status = answered ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
            log.end(clock.millis(), status, status < 400 ? "unprotected" : "failed");
        }
    }
}
