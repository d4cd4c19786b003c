package io.github.idempotency.web.servlet;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.spring.transaction.SameTransaction;
import io.github.idempotency.web.http.RecordedResponse;
import io.github.idempotency.web.http.ReplayableHeaders;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One request through all its dispatches, from the claim to the last byte. A servlet container runs the dispatches of one
 * request one after the other, with a happens-before between them.
 */
final class HttpExchange {

    private static final String ATTRIBUTE = HttpExchange.class.getName();

    private final RecordingRequest request;
    private final ReplayableHeaders replayable;
    private final int maxResponseBytes;
    private volatile RecordingResponse response;
    private @Nullable RecordedResponse replay;
    private final HandlerWork work = new HandlerWork();
    private volatile @Nullable Execution execution;
    private volatile @Nullable Settlement settlement;
    private @Nullable TransactionSettlement transaction;
    private final MvcHandling handling = new MvcHandling();
    private volatile boolean resumed;
    private final ErrorPage errorPage = new ErrorPage();
    private volatile boolean finished;

    HttpExchange(
            RecordingRequest request,
            HttpServletResponse response,
            ReplayableHeaders replayable,
            int maxResponseBytes) {
        this.request = request;
        this.response = new RecordingResponse(response, this::doNotRecord);
        this.replayable = replayable;
        this.maxResponseBytes = maxResponseBytes;
        request.setAttribute(ATTRIBUTE, this);
    }

    static @Nullable HttpExchange of(ServletRequest request) {
        return (HttpExchange) request.getAttribute(ATTRIBUTE);
    }

    RecordingRequest request() {
        return request;
    }

    RecordingResponse response() {
        return response;
    }

    /** The request is answered by what was recorded; written at the end, by {@link #takeReplay()}. */
    void replay(RecordedResponse recorded) {
        replay = recorded;
        response.seal();
    }

    /** What is to be written instead of anything further in has produced, once; {@code null} if nothing is. */
    @Nullable
    RecordedResponse takeReplay() {
        RecordedResponse taken = replay;
        replay = null;
        return taken;
    }

    /** Whether the handler is running or has run under a claim, and the record is still open. */
    boolean open() {
        return execution != null && !finished;
    }

    /**
     * One request has one answer, so it can record only one handler. The very key again, from within the handler, is left
     * to the engine.
     *
     * @throws IllegalStateException if another handler's record is open, or the handler has ended before
     */
    void refuseSecond(IdempotencyKey key, IdempotentOperation operation) {
        Execution current = open() ? execution : null;
        if (current != null && !current.key().equals(key)) {
            throw new IllegalStateException(operation.describe() + " is protected as a request handler and was called"
                    + " while " + current.operation() + " was handling the request. Move the work to a bean method that"
                    + " is protected with a key of its own, and call that.");
        }
        if (current != null && work.hasEnded()) {
            throw HandlerWork.enteredAgain(current);
        }
    }

    /** From now on nothing leaves before the record is complete. */
    void begin(Execution started) {
        if (open()) {
            started.release();
            throw HandlerWork.enteredAgain(started);
        }
        begin(new LeasedSettlement(started, work));
    }

    /** From now on nothing leaves before the transaction has committed, with the record in it. */
    void begin(SameTransaction shared, boolean sessionOpen) {
        if (open()) {
            shared.rollBack(null);
            throw HandlerWork.enteredAgain(shared.execution());
        }
        transaction = new TransactionSettlement(shared, work);
        if (sessionOpen) {
            handling.markEnd();
        }
        begin(transaction);
        response.keepTurns();
    }

    private void begin(Settlement of) {
        settlement = of;
        execution = of.execution;
        response.arm(newBuffer(response));
    }

    /** Where Spring MVC is with this request. */
    MvcHandling handling() {
        return handling;
    }

    /** The transaction the handler runs in, with what has become of it, or {@code null} if it shares none. */
    @Nullable
    TransactionSettlement transaction() {
        return transaction;
    }

    /** Another dispatch of the same request writes to another response. */
    RecordingResponse continueWith(HttpServletResponse raw) {
        RecordingResponse next = new RecordingResponse(raw, this::doNotRecord);
        next.arm(newBuffer(next));
        next.continueFrom(response);
        response = next;
        return next;
    }

    void handlerReturned(@Nullable Object value) throws IOException {
        work.returned(value, request);
        Settlement current = settlement;
        if (current != null && current.givesUpOn(value) && close()) {
            response.passOn();
        }
    }

    /** The request goes on in another dispatch, after work that was done elsewhere. */
    void resumed() {
        resumed = true;
        work.resumed(request);
    }

    /** An exception came out of the handler. */
    void handlerFailed(Throwable failure) {
        work.failed(failure);
        if (transaction != null) {
            transaction.handlerFailed(failure);
        }
    }

    /** An exception came out of the handler or of the rendering of its answer. */
    void failed(Throwable failure) {
        work.failed(failure);
        if (transaction != null) {
            transaction.failed(failure);
        }
    }

    /** The container no longer waits for asynchronous work. */
    void timedOut() {
        work.timedOut();
    }

    /** The container has broken an asynchronous request off, for example because the client has gone. */
    void cutOff(@Nullable Throwable failure) {
        if (!resumed) {
            work.cutOff();
        } else if (failure != null) {
            work.failed(failure);
        }
    }

    /** The handler has completed its asynchronous request by itself. */
    void completed() throws IOException {
        work.completed();
        finish();
    }

    /** The container has completed an asynchronous request; if nobody else has finished the record, this is the time. */
    void containerCompleted() throws IOException {
        if (work.isOfServletApi()) {
            finish();
        } else {
            ended();
        }
    }

    /** The answer is rendered and ends the transaction; it has to wait for the end of the dispatch all the same. */
    void endTransaction() {
        if (transaction == null) {
            return;
        }
        if (response.errorSent()) {
            transaction.leave(status());
        } else {
            transaction.end(status(), this::answer);
            // What filters further in might still write would not be recorded.
            response.finishBody();
        }
    }

    /** A dispatch is over without a rendered answer: ends a transaction that is still open. */
    void leaveTransaction() {
        if (transaction != null) {
            transaction.leave(response.errorSent() ? status() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    /** The last dispatch is over: completes the record, then lets the answer go. */
    void finish() throws IOException {
        Settlement ending = settlement;
        if (ending == null || !close()) {
            return;
        }
        Throwable failure = ending.settle(status(), this::answer);
        try {
            if (failure != null) {
                response.startOver();
                FailureAnswer.write(failure, request, response);
            }
        } finally {
            response.send();
        }
    }

    private Outcome answer() {
        return Outcome.result(response.recorded(replayable).encode());
    }

    /** The container renders an error in a dispatch of its own. */
    void renderingError() {
        errorPage.rendering();
    }

    /** The container has ended the request although no dispatch did. */
    void ended() {
        if (!open()) {
            return;
        }
        if (!errorPage.isAwaited(request, response, resumed, this::endedUnseen)) {
            endedUnseen();
        }
    }

    /** Whatever the container has sent by itself is gone and cannot be recorded. */
    void endedUnseen() {
        Settlement ending = settlement;
        if (ending != null && close()) {
            ending.settleUnseen(status(), response.errorSent());
        }
    }

    private synchronized boolean close() {
        boolean first = !finished;
        finished = true;
        return first;
    }

    private int status() {
        return errorPage.status(response);
    }

    private boolean overflow() {
        Settlement ending = settlement;
        // Once it is settled, what is written is the answer to a failed commit, of which nothing is recorded.
        return finished || ending == null || ending.overflows(status(), maxResponseBytes);
    }

    private ResponseBuffer newBuffer(RecordingResponse of) {
        return new ResponseBuffer(maxResponseBytes, this::overflow, (HttpServletResponse) of.getResponse());
    }

    private void doNotRecord() {
        Execution current = execution;
        if (current != null) {
            current.control().doNotRecord();
        }
    }
}
