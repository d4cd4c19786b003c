package io.github.idempotency.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Spring MVC takes almost any exception that was caused by a lost connection, be it one to a database or to a gateway, for
 * a client that has gone, and answers nothing, with status 200. That must neither be recorded as the answer of a handler
 * that failed nor hide a refusal, so this resolver stands before Spring's own.
 */
public final class LostConnectionResolver implements HandlerExceptionResolver {

    private final HandlerExceptionResolver rejections;

    /** @param rejections answers for refused calls */
    public LostConnectionResolver(HandlerExceptionResolver rejections) {
        this.rejections = rejections;
    }

    /** Puts this resolver where the exception handlers of the application come before it, and Spring's default after it. */
    public void addTo(List<HandlerExceptionResolver> resolvers) {
        int place = 0;
        while (place < resolvers.size() && !(resolvers.get(place) instanceof DefaultHandlerExceptionResolver)) {
            place++;
        }
        resolvers.add(place, this);
    }

    /** Throws the exception on where a handler under a claim, or its commit, has failed with it. */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!DisconnectedClientHelper.isClientDisconnectedException(exception)) {
            return null;
        }
        ModelAndView refusal = rejections.resolveException(request, response, handler, exception);
        if (refusal != null) {
            return refusal;
        }
        HttpExchange exchange = HttpExchange.of(request);
        if (exchange != null && (exchange.open() || exchange.transaction() != null)) {
            throw FailureAnswer.unresolved(exception);
        }
        return null;
    }
}
