package io.github.idempotency.web.servlet;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/** The last resort: no request ends with its record still open, whatever the container did with its answer. */
public final class RequestEndListener implements ServletRequestListener {

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        HttpExchange exchange = HttpExchange.of(event.getServletRequest());
        // Jetty says so after every dispatch.
        if (exchange != null && !event.getServletRequest().isAsyncStarted()) {
            exchange.ended();
        }
    }
}
