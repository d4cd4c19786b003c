package io.github.idempotency.web.servlet;

import io.github.idempotency.Outcome;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.web.http.RecordedResponse;
import io.github.idempotency.web.http.ReplayableHeaders;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    /** How long after the end of a request its error page may begin; in fact it begins at once. */
    private static final long ERROR_PAGE_SECONDS = 2;

    private final RecordingRequest request;
    private final ReplayableHeaders replayable;
    private final int maxResponseBytes;
    private RecordingResponse response;
    private @Nullable RecordedResponse replay;
    private final HandlerWork work = new HandlerWork();
    private @Nullable Execution execution;
    private @Nullable Settlement settlement;
    private boolean resumed;
    private int statusAtEnd;
    private volatile boolean errorRendered;
    private boolean finished;

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

    /** From now on nothing leaves before the record is complete. */
    void begin(Execution started) {
        execution = started;
        settlement = new Settlement(started, work);
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

    /** The handler has completed its asynchronous request by itself. */
    void completed() throws IOException {
        work.completed();
        finish();
    }

    /** The container has completed an asynchronous request; if nobody else has finished the record, this is the time. */
    void containerCompleted() throws IOException {
        if (work.isOfServletApi()) {
            finish();
        }
    }

    /** The last dispatch is over: completes the record, then lets the answer go. */
    void finish() throws IOException {
        Settlement ending = settlement;
        if (ending == null || !close()) {
            return;
        }
        ending.settle(status(), () -> Outcome.result(response.recorded(replayable).encode()));
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
        if (resumed && response.errorSent() && !errorRendered) {
            // Tomcat ends an asynchronous request just before it renders its error page, if there is one; afterwards
            // the response is no longer there to be asked.
            statusAtEnd = response.getStatus();
            CompletableFuture.delayedExecutor(ERROR_PAGE_SECONDS, TimeUnit.SECONDS)
                    .execute(this::noErrorPageCame);
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
        if (execution != null) {
            execution.control().doNotRecord();
        }
    }
}
