package io.github.idempotency.web.servlet;

import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.operation.OperationMistakeException;
import io.github.idempotency.store.ClaimRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** What Spring MVC knows about a protected method. */
final class HandlerMethods {

    /** Clients make up methods as they like, and names are kept for long. */
    static final Set<String> NAMED = Set.of("POST", "PUT", "PATCH", "DELETE");

    private HandlerMethods() {}

    static boolean isOnController(IdempotentOperation operation) {
        return AnnotatedElementUtils.hasAnnotation(operation.targetClass(), Controller.class);
    }

    static boolean isHandler(IdempotentOperation operation) {
        return isOnController(operation)
                && (AnnotatedElementUtils.hasAnnotation(operation.method(), RequestMapping.class)
                        || AnnotatedElementUtils.hasAnnotation(operation.method(), HttpExchange.class));
    }

    /** The name the annotation gives, else method and route template, which has no identifiers in it. */
    static String name(IdempotentOperation operation, HttpServletRequest request) {
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return name(operation, request.getMethod(), route);
    }

    static String name(IdempotentOperation operation, String httpMethod, @Nullable Object route) {
        if (!operation.explicitName().isEmpty()) {
            return operation.explicitName();
        }
        if (route == null) {
            return operation.name();
        }
        String name = (NAMED.contains(httpMethod) ? httpMethod : "OTHER") + " " + route;
        return name.length() <= ClaimRequest.MAX_OPERATION_LENGTH ? name : operation.name();
    }

    /** Whether what a handler has returned is an open-ended stream. */
    static boolean isStream(@Nullable Object returned) {
        Object value = returned instanceof HttpEntity<?> entity ? entity.getBody() : returned;
        return value != null && isStream(value.getClass());
    }

    /** Most mistakes count only where the annotation stands on the method: one on the class means those it can mean. */
    static void check(IdempotentOperation operation) {
        if (operation.onMethod() && !isHandler(operation)) {
            throw mistake(
                    operation,
                    "the method is on a controller but handles no request, so there is no header to take a key from.",
                    "Give it a key over its arguments, or map it to a request.");
        }
        boolean safe = servesOnlySafeMethods(operation);
        if (operation.onMethod() && safe) {
            throw mistake(
                    operation,
                    "it handles only methods that change nothing, such as GET, and these need no protection.",
                    "Remove the annotation, or map the method to POST, PUT, PATCH or DELETE.");
        }
        if (isHandler(operation) && !operation.recordFailures().isEmpty()) {
            throw mistake(
                    operation,
                    "recordFailures has no meaning for a request handler, whose answer is the rendered response.",
                    "Remove it, and set whenFails to say what answers of 500 and above do to the key.");
        }
        String stream = streaming(ResolvableType.forMethodReturnType(operation.method(), operation.targetClass()));
        if (stream != null && !safe && isHandler(operation)) {
            throw mistake(
                    operation,
                    "a " + stream + " is an open-ended stream, which cannot be recorded.",
                    "Return the whole answer, or accept the request here and stream from another endpoint.");
        }
    }

    /** Whether calls of this method are protected, and not just those of others of its class. */
    static boolean isToBeProtected(IdempotentOperation operation) {
        return isHandler(operation) && !servesOnlySafeMethods(operation);
    }

    static void checkSynchronous(IdempotentOperation operation) {
        Class<?> async =
                AsyncWork.declared(ResolvableType.forMethodReturnType(operation.method(), operation.targetClass()));
        if (async != null) {
            throw mistake(
                    operation,
                    "transaction = SAME ends with the request's thread, and a " + async.getSimpleName()
                            + " goes on on another.",
                    "Return the answer itself, or use SEPARATE.");
        }
    }

    /** With a reason Spring makes any status an error page, which the container renders after the transaction's end. */
    static void checkRendered(IdempotentOperation operation) {
        ResponseStatus status = declaredStatus(operation);
        if (status != null && !status.reason().isEmpty() && status.code().value() < 400) {
            throw mistake(
                    operation,
                    "@ResponseStatus with a reason answers by an error page, which transaction = SAME cannot record: it"
                            + " is rendered after the commit.",
                    "Remove the reason, and return what is to be said.");
        }
    }

    /** The annotation of the handler, else of its controller, as Spring MVC sees it. */
    static @Nullable ResponseStatus declaredStatus(IdempotentOperation operation) {
        ResponseStatus own = AnnotatedElementUtils.findMergedAnnotation(operation.method(), ResponseStatus.class);
        return own != null
                ? own
                : AnnotatedElementUtils.findMergedAnnotation(operation.targetClass(), ResponseStatus.class);
    }

    private static boolean servesOnlySafeMethods(IdempotentOperation operation) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(operation.method(), RequestMapping.class);
        if (mapping != null) {
            return mapping.method().length > 0
                    && Arrays.stream(mapping.method()).allMatch(method -> SafeMethods.contains(method.name()));
        }
        HttpExchange exchange = AnnotatedElementUtils.findMergedAnnotation(operation.method(), HttpExchange.class);
        return exchange != null && SafeMethods.contains(exchange.method().toUpperCase(Locale.ROOT));
    }

    private static @Nullable String streaming(ResolvableType type) {
        Class<?> raw = type.toClass();
        if (HttpEntity.class.isAssignableFrom(raw)) {
            return streaming(type.as(HttpEntity.class).getGeneric(0));
        }
        return isStream(raw) ? raw.getSimpleName() : null;
    }

    private static boolean isStream(Class<?> type) {
        ReactiveAdapter reactive = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
        return ResponseBodyEmitter.class.isAssignableFrom(type) || (reactive != null && reactive.isMultiValue());
    }

    private static OperationMistakeException mistake(IdempotentOperation operation, String mistake, String action) {
        return new OperationMistakeException(operation.method(), operation.targetClass(), mistake, action);
    }
}
