package io.github.idempotency.web.servlet;

import io.github.idempotency.spring.operation.OperationResolver;
import io.github.idempotency.web.http.Problems;
import io.github.idempotency.web.http.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses keys at endpoints that are not protected, where the application wants that. */
public final class UnsupportedKeyInterceptor implements HandlerInterceptor {

    private final OperationResolver operations;
    private final WebSettings settings;
    private final Problems problems;
    private final ProblemRenderer renderer;

    public UnsupportedKeyInterceptor(OperationResolver operations, WebSettings settings, ProblemRenderer renderer) {
        this.operations = operations;
        this.settings = settings;
        this.problems = new Problems(settings);
        this.renderer = renderer;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (SafeMethods.contains(request.getMethod())
                || !carriesKey(request)
                || !(handler instanceof HandlerMethod method)
                || operations.resolve(method.getMethod(), method.getBeanType()) != null) {
            return true;
        }
        renderer.render(problems.unsupported(), request, response);
        return false;
    }

    private boolean carriesKey(HttpServletRequest request) {
        return request.getHeader(settings.header()) != null
                || settings.headerAliases().stream().anyMatch(alias -> request.getHeader(alias) != null);
    }
}
