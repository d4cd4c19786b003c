package io.github.idempotency.web.servlet;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.engine.Admission;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.spring.aop.CallAdapter;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.web.http.RecordedResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The door of controller methods: the key stands in the request, the answer is the rendered response. Runs after routing,
 * authentication and validation, on the thread of the request.
 */
public final class HttpCallAdapter implements CallAdapter {

    private final RequestAdmission admission;
    private final ConcurrentMap<IdempotentOperation, Boolean> handlers = new ConcurrentHashMap<>();

    public HttpCallAdapter(RequestAdmission admission) {
        this.admission = admission;
    }

    @Override
    public boolean isInChargeOf(IdempotentOperation operation) {
        return HandlerMethods.isOnController(operation)
                && (HandlerMethods.isHandler(operation) || operation.key() == null);
    }

    @Override
    public void check(IdempotentOperation operation) {
        HandlerMethods.check(operation);
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation, IdempotentOperation operation) throws Throwable {
        if (!handlers.computeIfAbsent(operation, HandlerMethods::isHandler)) {
            return invocation.proceed();
        }
        HttpServletRequest request = currentRequest(operation);
        if (SafeMethods.contains(request.getMethod()) || isPartOfAnother(request)) {
            return invocation.proceed();
        }
        Admission decision;
        RecordedResponse replay = null;
        try {
            decision = admission.of(invocation, operation, request);
            if (decision instanceof Admission.Replay recorded) {
                replay = admission.recorded(recorded.outcome(), operation, request);
            }
        } catch (CallRejectedException rejection) {
            throw AnswerSignal.rejection(rejection);
        }
        if (replay != null) {
            throw AnswerSignal.replay(replay);
        }
        return decision instanceof Admission.Run run
                ? execute(run.execution(), invocation, admission.exchange(operation, request))
                : invocation.proceed();
    }

    @SuppressWarnings("try") // the scope is only closed
    private static @Nullable Object execute(Execution execution, MethodInvocation invocation, HttpExchange exchange)
            throws Throwable {
        exchange.begin(execution);
        try (Execution.Scope ignored = execution.enter()) {
            Object value = invocation.proceed();
            exchange.handlerReturned(value);
            return value;
        } catch (Throwable failure) {
            if (ArgumentViolations.isCauseOf(failure, invocation)) {
                execution.control().doNotRecord();
            }
            exchange.failed(failure);
            throw failure;
        }
    }

    /** A handler that was reached by a forward or dispatch from a protected one contributes to that one's answer. */
    private static boolean isPartOfAnother(HttpServletRequest request) {
        HttpExchange exchange = HttpExchange.of(request);
        return exchange != null && exchange.open() && request.getDispatcherType() != DispatcherType.REQUEST;
    }

    private static HttpServletRequest currentRequest(IdempotentOperation operation) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            return attributes.getRequest();
        }
        throw new IllegalStateException(operation.describe() + " is protected as a request handler and was called"
                + " outside of an HTTP request. Move the work to a bean method that is protected with a key of its own,"
                + " and call that.");
    }
}
