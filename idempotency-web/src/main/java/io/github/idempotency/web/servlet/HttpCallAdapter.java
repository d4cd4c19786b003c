package io.github.idempotency.web.servlet;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.engine.Admission;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.engine.ProtectedCall;
import io.github.idempotency.spring.aop.CallAdapter;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.transaction.SameTransaction;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.transaction.TransactionPlan;
import io.github.idempotency.web.http.RecordedResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
    private final SameTransactions transactions;
    private final OuterTransactions outer;
    private final ConcurrentMap<IdempotentOperation, Boolean> handlers = new ConcurrentHashMap<>();

    public HttpCallAdapter(RequestAdmission admission, SameTransactions transactions) {
        this.admission = admission;
        this.transactions = transactions;
        this.outer = new OuterTransactions(transactions);
    }

    @Override
    public boolean isInChargeOf(IdempotentOperation operation) {
        return HandlerMethods.isOnController(operation)
                && (HandlerMethods.isHandler(operation) || operation.key() == null);
    }

    @Override
    public void check(IdempotentOperation operation) {
        HandlerMethods.check(operation);
        if (HandlerMethods.isToBeProtected(operation) && transactions.planOf(operation) != null) {
            HandlerMethods.checkSynchronous(operation);
            outer.checkAtStart(operation);
            HandlerMethods.checkRendered(operation);
        }
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
        Decision decision;
        RecordedResponse replay;
        try {
            decision = decide(invocation, operation, request);
            replay = decision.admission() instanceof Admission.Replay recorded
                    ? recorded.read(outcome -> RecordedResponse.decode(outcome.payload()))
                    : null;
        } catch (CallRejectedException rejection) {
            throw AnswerSignal.rejection(rejection);
        }
        if (replay != null) {
            throw AnswerSignal.replay(replay);
        }
        return decision.admission() instanceof Admission.Run run
                ? execute(run.execution(), decision, invocation, request, admission.exchange(operation, request))
                : unprotected(invocation, operation);
    }

    /** In a transaction all the same, where the handler relies on one. */
    private @Nullable Object unprotected(MethodInvocation invocation, IdempotentOperation operation) throws Throwable {
        TransactionPlan plan = transactions.planOf(operation);
        return plan == null
                ? invocation.proceed()
                : plan.withoutRecord(
                        invocation::proceed,
                        returned -> UnrecordedAnswer.isFailure(returned, operation, currentResponse()));
    }

    private Decision decide(MethodInvocation invocation, IdempotentOperation operation, HttpServletRequest request)
            throws IOException {
        ProtectedCall call = admission.call(invocation, operation, request);
        if (call == null) {
            return new Decision(new Admission.Unprotected(), null, false);
        }
        IdempotencyEngine engine = admission.engine(operation);
        TransactionPlan plan = transactions.planOf(operation);
        if (plan == null) {
            return new Decision(engine.admit(call), null, false);
        }
        HttpExchange exchange = admission.exchange(operation, request);
        outer.check(operation, exchange);
        boolean sessionOpen = plan.sessionIsOpen();
        if (sessionOpen) {
            exchange.handling().requireWholeAnswer(currentResponse());
        }
        TransactionPlan.Entry entry = plan.enter(engine, call);
        return new Decision(entry.admission(), entry.transaction(), sessionOpen);
    }

    /**
     * What was decided about a call.
     *
     * @param transaction what it runs in, or {@code null} if its record is kept separately, or it does not run
     * @param sessionOpen whether the transaction is that of a session which is closed before the filter sees its end
     */
    private record Decision(Admission admission, @Nullable SameTransaction transaction, boolean sessionOpen) {}

    @SuppressWarnings("try") // the scope is only closed
    private static @Nullable Object execute(
            Execution execution,
            Decision decision,
            MethodInvocation invocation,
            HttpServletRequest request,
            HttpExchange exchange)
            throws Throwable {
        SameTransaction transaction = decision.transaction();
        if (transaction == null) {
            exchange.begin(execution);
        } else {
            exchange.begin(transaction, decision.sessionOpen());
        }
        try (Execution.Scope ignored = execution.enter()) {
            Object value = invocation.proceed();
            exchange.handlerReturned(value);
            CallableScope.around(value, execution, request);
            return value;
        } catch (Throwable failure) {
            if (ArgumentViolations.isCauseOf(failure, invocation)) {
                execution.control().doNotRecord();
            }
            exchange.handlerFailed(failure);
            throw failure;
        }
    }

    /** A handler that was reached by a forward or dispatch from a protected one contributes to that one's answer. */
    private static boolean isPartOfAnother(HttpServletRequest request) {
        HttpExchange exchange = HttpExchange.of(request);
        return exchange != null && exchange.open() && request.getDispatcherType() != DispatcherType.REQUEST;
    }

    /** The response Spring MVC writes to. */
    private static @Nullable HttpServletResponse currentResponse() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getResponse()
                : null;
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
