package io.github.idempotency.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.LocaleContextResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Answers for a failure that came after Spring MVC was done with the request, by the application's own exception handlers,
 * in the way of {@code DispatcherServlet}.
 */
final class FailureAnswer {

    private FailureAnswer() {}

    /** Throws the failure on, if no exception handler answers for it. */
    static void write(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ApplicationContext context = RequestContextUtils.findWebApplicationContext(request);
        LocaleContext outside = LocaleContextHolder.getLocaleContext();
        LocaleContextHolder.setLocaleContext(locale(request));
        try {
            if (context == null || !(failure instanceof Exception exception)) {
                throw unresolved(failure);
            }
            write(exception, context, request, response);
        } catch (IOException | RuntimeException | Error e) {
            // Where this is the dispatch of an error page already, nobody else does.
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            throw e;
        } finally {
            LocaleContextHolder.setLocaleContext(outside);
        }
    }

    private static void write(
            Exception failure, ApplicationContext context, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ModelAndView answer = resolve(failure, context, request, response);
        if (answer == null) {
            throw unresolved(failure);
        }
        try {
            render(answer, context, request, response);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw unresolved(e);
        }
    }

    /** The locale, and the time zone if there is one, that Spring MVC has shown to the handler. */
    private static LocaleContext locale(HttpServletRequest request) {
        return RequestContextUtils.getLocaleResolver(request) instanceof LocaleContextResolver resolver
                ? resolver.resolveLocaleContext(request)
                : new SimpleLocaleContext(RequestContextUtils.getLocale(request));
    }

    private static @Nullable ModelAndView resolve(
            Exception failure, ApplicationContext context, HttpServletRequest request, HttpServletResponse response) {
        request.removeAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
        Object handler = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
        if (handler instanceof HandlerMethod method) {
            handler = method.createWithResolvedBean();
        }
        for (HandlerExceptionResolver resolver : beans(HandlerExceptionResolver.class, context)) {
            ModelAndView answer = resolver.resolveException(request, response, handler, failure);
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    private static void render(
            ModelAndView answer, ApplicationContext context, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (answer.isEmpty()) {
            return;
        }
        View view = answer.getView() == null ? view(answer, context, request) : answer.getView();
        if (view == null) {
            throw new IllegalStateException(
                    "There is no view '" + answer.getViewName() + "' to answer the failure of a" + " transaction with");
        }
        HttpStatusCode status = answer.getStatus();
        if (status != null) {
            response.setStatus(status.value());
        }
        view.render(answer.getModel(), request, response);
    }

    private static @Nullable View view(ModelAndView answer, ApplicationContext context, HttpServletRequest request)
            throws Exception {
        String name = answer.getViewName();
        Locale locale = RequestContextUtils.getLocale(request);
        for (ViewResolver resolver : beans(ViewResolver.class, context)) {
            View view = name == null ? null : resolver.resolveViewName(name, locale);
            if (view != null) {
                return view;
            }
        }
        return null;
    }

    private static <T> List<T> beans(Class<T> type, ApplicationContext context) {
        Map<String, T> beans = BeanFactoryUtils.beansOfTypeIncludingAncestors(context, type, true, false);
        Comparator<Object> order = AnnotationAwareOrderComparator.INSTANCE;
        return beans.values().stream().sorted(order).toList();
    }

    /** Throws errors, and turns anything else into what can be thrown anywhere. */
    static RuntimeException unresolved(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
