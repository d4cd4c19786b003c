package io.github.idempotency.systemtests.http;

import io.github.idempotency.spring.Idempotent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** In a shop whose own resolver of exceptions wants to be the very first. */
@RestController
class EagerController {

    /** Resolves whatever it sees. */
    @Component
    static class Eager implements HandlerExceptionResolver, Ordered {

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

        @Override
        public @Nullable ModelAndView resolveException(
                HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
            if (!request.getRequestURI().startsWith("/eager")) {
                return null;
            }
            try {
                response.setStatus(500);
                response.getWriter().write("caught eagerly");
                return new ModelAndView();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Runs runs;

    EagerController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/eager")
    @Idempotent
    String place() {
        if (runs.add("eager") == 1) {
            throw new IllegalStateException("on purpose");
        }
        return "run " + runs.of("eager");
    }
}
