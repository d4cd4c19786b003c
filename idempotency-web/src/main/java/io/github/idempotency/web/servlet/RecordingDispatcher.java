package io.github.idempotency.web.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Forwards without ending the response. Containers close it after a forward and look behind wrappers for it, although the
 * answer that is kept is still to be written.
 */
final class RecordingDispatcher implements RequestDispatcher {

    private final RequestDispatcher delegate;

    RecordingDispatcher(RequestDispatcher delegate) {
        this.delegate = delegate;
    }

    @Override
    public void forward(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        delegate.forward(request, opaque(response));
    }

    @Override
    public void include(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        delegate.include(request, response);
    }

    /** The same response, yet no wrapper that could be looked behind. */
    private static ServletResponse opaque(ServletResponse response) {
        return (ServletResponse) Proxy.newProxyInstance(
                RecordingDispatcher.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(response, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
