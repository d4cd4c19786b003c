package io.github.idempotency.systemtests.http;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Hears of the end of requests after everybody else: the container tells its listeners backwards. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EndedRequests implements ServletRequestListener {

    private final AtomicInteger ended = new AtomicInteger();

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        ended.incrementAndGet();
    }

    int count() {
        return ended.get();
    }
}
