package io.github.idempotency.web.servlet;

import io.github.idempotency.web.http.WebSettings;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletConfig;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** Spring MVC with this module in a container that is only played; what containers really do is tested with them. */
final class PlayedContainer implements AutoCloseable {

    private final GenericWebApplicationContext context;
    private final DispatcherServlet servlet;
    private final IdempotencyFilter filter;
    private final List<Filter> inner = new ArrayList<>();
    final Desk desk = new Desk();

    PlayedContainer(WebSettings settings, boolean keysElsewhere, Class<?>... components) {
        MockServletContext application = new MockServletContext();
        context = new GenericWebApplicationContext(application);
        new AnnotatedBeanDefinitionReader(context).register(WebWiring.class);
        new AnnotatedBeanDefinitionReader(context).register(components);
        context.registerBean(WebSettings.class, () -> settings);
        context.registerBean(Desk.class, () -> desk);
        AopConfigUtils.registerAutoProxyCreatorIfNecessary((BeanDefinitionRegistry) context);
        AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(context);
        context.refresh();
        servlet = new DispatcherServlet(context);
        filter = new IdempotencyFilter(settings, keysElsewhere);
        try {
            servlet.init(new MockServletConfig(application));
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    PlayedStore store() {
        return bean(PlayedStore.class);
    }

    List<String> transactions() {
        return bean(PlayedTransactions.class).ends;
    }

    /** Between the module's filter and Spring MVC. */
    void filterFurtherIn(Filter further) {
        inner.add(further);
    }

    static MockHttpServletRequest post(String path, String key) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setAsyncSupported(true);
        request.setContentType("text/plain");
        request.setContent("tea".getBytes(StandardCharsets.UTF_8));
        if (key != null) {
            request.addHeader("Idempotency-Key", key);
        }
        return request;
    }

    /** A request from its beginning to its end, or to the point where it goes on elsewhere. */
    PlayedAnswer serve(MockHttpServletRequest request) {
        PlayedAnswer answer = new PlayedAnswer();
        dispatch(DispatcherType.REQUEST, request, request, answer, answer);
        end(request, answer);
        return answer;
    }

    PlayedAnswer serve(String path, String key) {
        return serve(post(path, key));
    }

    /** The dispatch that follows asynchronous work. */
    void resume(MockHttpServletRequest request, PlayedAnswer answer) {
        MockAsyncContext async = (MockAsyncContext) request.getAsyncContext();
        request.setAsyncStarted(false);
        dispatch(DispatcherType.ASYNC, request, async.getRequest(), async.getResponse(), answer);
        end(request, answer);
        if (!request.isAsyncStarted()) {
            async.complete();
        }
    }

    /** Nobody waits any longer. */
    void timeOut(MockHttpServletRequest request) throws IOException {
        MockAsyncContext async = (MockAsyncContext) request.getAsyncContext();
        for (AsyncListener listener : List.copyOf(async.getListeners())) {
            listener.onTimeout(new AsyncEvent(async));
        }
    }

    void destroyed(MockHttpServletRequest request) {
        new RequestEndListener().requestDestroyed(new ServletRequestEvent(context.getServletContext(), request));
    }

    private void end(MockHttpServletRequest request, PlayedAnswer answer) {
        if (!request.isAsyncStarted()) {
            if (answer.takeError()) {
                request.setRequestURI("/error");
                dispatch(DispatcherType.ERROR, request, request, answer, answer);
            }
            destroyed(request);
        }
    }

    void dispatch(
            DispatcherType type,
            MockHttpServletRequest raw,
            ServletRequest request,
            ServletResponse response,
            PlayedAnswer answer) {
        raw.setDispatcherType(type);
        List<Filter> filters = new ArrayList<>();
        filters.add(filter);
        filters.addAll(inner);
        try {
            new MockFilterChain(servlet, filters.toArray(Filter[]::new)).doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            answer.failed(e);
        }
    }

    @Override
    public void close() {
        servlet.destroy();
        context.close();
    }

    /** What the client gets. */
    static final class PlayedAnswer extends MockHttpServletResponse {

        private boolean errorPending;
        Exception failure;

        void failed(Exception e) {
            failure = e;
            sendError(SC_INTERNAL_SERVER_ERROR);
        }

        boolean takeError() {
            boolean pending = errorPending;
            errorPending = false;
            return pending;
        }

        @Override
        public void sendError(int status, String message) {
            sendError(status);
        }

        @Override
        public void sendError(int status) {
            resetBuffer();
            setStatus(status);
            errorPending = true;
        }

        String text() {
            return new String(getContentAsByteArray(), StandardCharsets.UTF_8);
        }

        boolean replayed() {
            return "true".equals(getHeader("Idempotent-Replayed"));
        }

        /** Whether it is a refusal of this kind. */
        boolean refusedAs(String code) {
            return "application/problem+json".equals(getContentType()) && text().contains("\"code\":\"" + code + "\"");
        }
    }
}
