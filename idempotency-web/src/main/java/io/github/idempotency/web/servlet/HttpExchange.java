package io.github.idempotency.web.servlet;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.spring.operation.IdempotentOperation;
import io.github.idempotency.web.http.RecordedResponse;
import io.github.idempotency.web.http.ReplayableHeaders;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request through all its dispatches, from the claim to the last byte. A servlet container runs the dispatches of one
 * request one after the other, with a happens-before between them.
 */
final class HttpExchange {

    private static final Logger log = LoggerFactory.getLogger(HttpExchange.class);
    private static final String ATTRIBUTE = HttpExchange.class.getName();

    /** Set as soon as Jetty is told to send an error, whose page is still to come. */
    private static final String JETTY_ERROR = "org.eclipse.jetty.server.error_status";

    private final RecordingRequest request;
    private final ReplayableHeaders replayable;
    private final int maxResponseBytes;
    private volatile RecordingResponse response;
    private @Nullable RecordedResponse replay;
    private final HandlerWork work = new HandlerWork();
    private volatile @Nullable Execution execution;
    private volatile @Nullable Settlement settlement;
    private volatile boolean resumed;
    private volatile int statusAtEnd;
    private volatile boolean errorRendered;
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
     * One request has one answer, so it can record only one handler. The very key again is left to the engine.
     *
     * @throws IllegalStateException if another handler's record is open
     */
    void refuseSecond(IdempotencyKey key, IdempotentOperation operation) {
        Execution current = execution;
        if (current != null && open() && !current.key().equals(key)) {
            throw new IllegalStateException(operation.describe() + " is protected as a request handler and was called"
                    + " while " + current.operation() + " was handling the request. Move the work to a bean method that"
                    + " is protected with a key of its own, and call that.");
        }
    }

    /** From now on nothing leaves before the record is complete. */
    void begin(Execution started) {
        if (open()) {
            started.release();
            throw new IllegalStateException("The record of this request is open already");
        }
        settlement = new Settlement(started, work);
        execution = started;
        response.arm(newBuffer(response));
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
        if (HandlerMethods.isStream(value)) {
            giveUpRecording();
        }
    }

    /** The request goes on in another dispatch, after work that was done elsewhere. */
    void resumed() {
        resumed = true;
        work.resumed(request);
    }

    /** An exception came out of the handler or of the rendering of its answer. */
    void failed(Throwable failure) {
        work.failed(failure);
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

    /** The last dispatch is over: completes the record, then lets the answer go. */
    void finish() throws IOException {
        Settlement ending = settlement;
        if (ending == null || !close()) {
            return;
        }
        ending.settle(
                status(), () -> Outcome.result(response.recorded(replayable).encode()));
        response.send();
    }

    /** The container renders an error in a dispatch of its own. */
    void renderingError() {
        errorRendered = true;
    }

    /** The container has ended the request although no dispatch did. */
    void ended() {
        if (!open()) {
            return;
        }
        boolean pageMayCome = resumed || request.getAttribute(JETTY_ERROR) != null;
        if (pageMayCome && response.errorSent() && !errorRendered) {
            // Jetty ends every request just before it renders its error page, but announces it; Tomcat ends
            // asynchronous
            // ones before, and does not say whether there is a page. Afterwards the response can no longer be asked.
            if (statusAtEnd == 0) {
                statusAtEnd = response.getStatus();
                ErrorPageWatch.later(this::noErrorPageCame);
            }
        } else {
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

    /** Start-up checks see declared types only. */
    private void giveUpRecording() throws IOException {
        Execution current = execution;
        if (current == null || !close()) {
            return;
        }
        log.error(
                "{} (key {}) answers with an open-ended stream, which cannot be recorded; duplicates will be refused."
                        + " Return the whole answer, or stream from another endpoint.",
                current.operation(),
                current.key());
        current.complete(Outcome.unrecorded());
        response.passOn();
    }

    private void noErrorPageCame() {
        if (!errorRendered) {
            endedUnseen();
        }
    }

    private synchronized boolean close() {
        boolean first = !finished;
        finished = true;
        return first;
    }

    private int status() {
        return errorRendered || statusAtEnd == 0 ? response.getStatus() : statusAtEnd;
    }

    private void overflow() {
        Execution current = execution;
        Settlement ending = settlement;
        if (current == null || ending == null || !ending.records(status())) {
            return;
        }
        log.error(
                "The answer of {} (key {}) is larger than idempotency.web.max-response-size ({} bytes) and is not"
                        + " recorded; duplicates will be refused. Raise the limit or return less.",
                current.operation(),
                current.key(),
                maxResponseBytes);
        current.complete(Outcome.unrecorded());
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
