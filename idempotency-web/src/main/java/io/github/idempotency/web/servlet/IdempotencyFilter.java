package io.github.idempotency.web.servlet;

import io.github.idempotency.web.http.BodyFingerprint;
import io.github.idempotency.web.http.RecordedResponse;
import io.github.idempotency.web.http.ReplayableHeaders;
import io.github.idempotency.web.http.WebSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.util.WebUtils;

/**
 * Records: wraps request and response of every request that may turn out to be protected, and completes the record
 * between the end of the handler and the first byte that leaves. Decides nothing.
 *
 * <p>Belongs behind security and everything else that writes to responses on its own account, and has to see the
 * dispatcher types REQUEST, FORWARD, ASYNC and ERROR.
 */
public final class IdempotencyFilter implements Filter {

    /** Close to the servlet: what outer filters add to a response is not part of the answer. */
    public static final int ORDER = Ordered.LOWEST_PRECEDENCE - 100;

    private final WebSettings settings;
    private final ReplayableHeaders replayable;
    private final ReplayWriter replays;
    private final List<String> keyHeaders = new ArrayList<>();
    private final boolean keysElsewhere;

    /**
     * @param keysElsewhere whether controllers take keys from elsewhere than the header, so that a request without it may
     *     be protected as well
     */
    public IdempotencyFilter(WebSettings settings, boolean keysElsewhere) {
        this.settings = settings;
        this.replayable = new ReplayableHeaders(settings.unreplayedHeaders());
        this.replays = new ReplayWriter(settings.replayHeader());
        this.keyHeaders.add(settings.header());
        this.keyHeaders.addAll(settings.headerAliases());
        this.keysElsewhere = keysElsewhere;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        HttpExchange known = HttpExchange.of(http);
        if (known != null) {
            next(known, http, answer, chain);
        } else if (mayBegin(http) && mayBeProtected(http)) {
            first(http, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void first(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RecordingRequest recording = new RecordingRequest(
                request, settings.maxRequestBytes(), settings.bodyFingerprint() == BodyFingerprint.CANONICAL_JSON);
        HttpExchange exchange = new HttpExchange(recording, response, replayable, settings.maxResponseBytes());
        dispatch(exchange, recording, exchange.response(), chain);
    }

    private void next(
            HttpExchange exchange, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!exchange.open() && request.getDispatcherType() == DispatcherType.FORWARD) {
            // If it leads to a protected handler, its answer has to leave before the container ends the forward.
            dispatch(exchange, request, response, chain);
            return;
        }
        if (!exchange.open() || request.getDispatcherType() == DispatcherType.FORWARD) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            exchange.resumed();
        } else if (isErrorDispatch(request)) {
            exchange.renderingError();
        }
        if (WebUtils.getNativeResponse(response, RecordingResponse.class) != null) {
            dispatch(exchange, request, response, chain);
        } else if (request.getDispatcherType() == DispatcherType.ERROR) {
            dispatch(exchange, request, exchange.continueWith(response), chain);
        } else {
            dispatch(exchange, request, exchange.response(), chain);
        }
    }

    private void dispatch(
            HttpExchange exchange, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        exchange.handling().dispatch(response);
        try {
            through(exchange, request, response, chain);
        } finally {
            // Whatever has happened, the thread must not keep a transaction.
            exchange.leaveTransaction();
            TransactionSettlement transaction = exchange.transaction();
            if (transaction != null) {
                transaction.refuseUntold();
            }
        }
    }

    private void through(
            HttpExchange exchange, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Still so in the error dispatch of a request that was given up.
        boolean wasAsync = request.isAsyncStarted();
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException | Error e) {
            // The container renders this error in a dispatch of its own, and that is what is recorded.
            exchange.failed(unwrapped(e));
            if (isErrorDispatch(request)) {
                exchange.endedUnseen();
            }
            throw e;
        }
        RecordedResponse replay = exchange.takeReplay();
        if (replay != null) {
            replays.write(
                    replay, request, (HttpServletResponse) exchange.response().getResponse());
            return;
        }
        boolean goesOnLater = request.isAsyncStarted() && !wasAsync;
        if (goesOnLater || (exchange.response().errorSent() && !isErrorDispatch(request))) {
            return;
        }
        exchange.finish();
    }

    private static Throwable unwrapped(Throwable e) {
        Throwable cause = e instanceof ServletException ? e.getCause() : null;
        return cause == null ? e : cause;
    }

    /** Requests that some filter further out forwards are seen here for the first time then. */
    private static boolean mayBegin(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.REQUEST
                || request.getDispatcherType() == DispatcherType.FORWARD;
    }

    private static boolean isErrorDispatch(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR;
    }

    private boolean mayBeProtected(HttpServletRequest request) {
        if (SafeMethods.contains(request.getMethod())) {
            return false;
        }
        if (keysElsewhere) {
            return true;
        }
        for (String header : keyHeaders) {
            @Nullable String value = request.getHeader(header);
            if (value != null) {
                return true;
            }
        }
        return false;
    }
}
