package io.github.idempotency.web.servlet;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.web.http.Problems;
import io.github.idempotency.web.http.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers for a refused bean method or template call that no exception handler of the application has dealt with. */
public final class RejectionResolver implements HandlerExceptionResolver, Ordered {

    private final Problems problems;
    private final ProblemRenderer renderer;

    public RejectionResolver(WebSettings settings, ProblemRenderer renderer) {
        this.problems = new Problems(settings);
        this.renderer = renderer;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!(exception instanceof CallRejectedException rejection)) {
            return null;
        }
        try {
            renderer.render(problems.of(rejection), request, response);
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
