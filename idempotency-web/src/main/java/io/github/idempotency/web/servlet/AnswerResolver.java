package io.github.idempotency.web.servlet;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.web.http.Problems;
import io.github.idempotency.web.http.RecordedResponse;
import io.github.idempotency.web.http.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Writes replays and refusals before any exception handler of the application sees their signal, and takes note of the
 * exceptions that are none of its business.
 */
public final class AnswerResolver implements HandlerExceptionResolver, PriorityOrdered {

    private final Problems problems;
    private final ProblemRenderer renderer;

    public AnswerResolver(WebSettings settings, ProblemRenderer renderer) {
        this.problems = new Problems(settings);
        this.renderer = renderer;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!(exception instanceof AnswerSignal signal)) {
            HttpExchange exchange = HttpExchange.of(request);
            if (exchange != null) {
                exchange.failed(exception);
            }
            return null;
        }
        try {
            answer(signal, request, response);
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(AnswerSignal signal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RecordedResponse replay = signal.replay();
        CallRejectedException rejection = signal.rejection();
        HttpExchange exchange = HttpExchange.of(request);
        if (replay != null && exchange != null) {
            exchange.replay(replay);
        } else if (rejection != null) {
            renderer.render(problems.of(rejection), request, response);
        }
    }
}
