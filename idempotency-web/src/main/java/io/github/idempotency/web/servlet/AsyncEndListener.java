package io.github.idempotency.web.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** Hears what the container does with an asynchronous request on its own account. */
final class AsyncEndListener implements AsyncListener {

    private final HttpExchange exchange;

    AsyncEndListener(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        exchange.timedOut();
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
        exchange.containerCompleted();
    }

    @Override
    public void onError(AsyncEvent event) {
        exchange.cutOff(event.getThrowable());
    }

    /** Listeners are gone when a dispatch makes the request asynchronous once more. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
