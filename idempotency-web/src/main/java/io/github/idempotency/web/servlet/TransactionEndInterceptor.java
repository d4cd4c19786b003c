package io.github.idempotency.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.AsyncHandlerInterceptor;

/**
 * Ends the transaction of a request whose session is open in its view, before the interceptor that closes the session.
 * Nothing leaves yet: what became of the transaction is answered by the filter.
 */
public final class TransactionEndInterceptor implements AsyncHandlerInterceptor {

    /** The last to be asked before a handler is the first to be told after it. */
    public static final int ORDER = Ordered.LOWEST_PRECEDENCE;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        HttpExchange exchange = HttpExchange.of(request);
        if (exchange != null) {
            exchange.handling().enter();
        }
        return true;
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        afterCompletion(request, response, handler, null);
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        HttpExchange exchange = HttpExchange.of(request);
        if (exchange == null || !exchange.handling().leave()) {
            return;
        }
        if (failure == null) {
            exchange.endTransaction();
        } else {
            exchange.leaveTransaction();
        }
    }
}
