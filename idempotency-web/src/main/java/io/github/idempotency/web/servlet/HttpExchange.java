package io.github.idempotency.web.servlet;

import io.github.idempotency.Outcome;
import io.github.idempotency.WhenFails;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.web.http.ReplayableHeaders;
import io.github.idempotency.web.http.ResponseVerdict;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
    private final HandlerWork work = new HandlerWork();
    private @Nullable Execution execution;
    private boolean resumed;
    private int statusAtEnd;
    private volatile boolean errorRendered;
    private boolean unseen;
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

    /** Whether the handler is running or has run under a claim, and the record is still open. */
    boolean open() {
        return execution != null && !finished;
    }

    /** From now on nothing leaves before the record is complete. */
    void begin(Execution started) {
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
        if (!open() || !close()) {
            return;
        }
        settle(() -> Outcome.result(response.recorded(replayable).encode()));
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
        Execution current = execution;
        if (current == null || !close()) {
            return;
        }
        log.warn(
                "The answer of {} (key {}) was written outside of the idempotency filter and cannot be recorded",
                current.operation(),
                current.key());
        unseen = true;
        settle(Outcome::unrecorded);
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
        response.send();
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

    private void settle(Supplier<Outcome> answer) {
        Execution current = execution;
        if (current == null) {
            return;
        }
        if (!current.control().recording()) {
            current.release();
            return;
        }
        ResponseVerdict verdict = verdict(current.policy().whenFails());
        if (verdict == ResponseVerdict.RECORD) {
            current.complete(answer.get());
        } else if (verdict == ResponseVerdict.HOLD) {
            current.complete(Outcome.unknown());
        } else if (work.hasFailed() && work.done()) {
            // Rendering or an interceptor around it failed: a retry must not do the work again.
            log.error(
                    "{} (key {}) was executed, but then its answer was turned into an error ({}); duplicates will be"
                            + " refused",
                    current.operation(),
                    current.key(),
                    status());
            current.complete(Outcome.unrecorded());
        } else if (work.mayGoOn()) {
            // Freeing the key now could let the work happen twice.
            log.warn(
                    "{} (key {}) was answered while its work may still be going on; its lease is left to run out",
                    current.operation(),
                    current.key());
            current.abandon();
        } else {
            current.release();
        }
    }

    private int status() {
        return errorRendered || statusAtEnd == 0 ? response.getStatus() : statusAtEnd;
    }

    private ResponseVerdict verdict(WhenFails whenFails) {
        ResponseVerdict verdict = ResponseVerdict.of(status(), whenFails);
        if (verdict != ResponseVerdict.RECORD) {
            return verdict;
        }
        // What some filter outside makes of an exception is not known to be an answer of the handler.
        boolean madeUpOutside =
                unseen && work.hasFailed() && !response.errorSent() && whenFails != WhenFails.STORE;
        if (work.refusedInside() || madeUpOutside) {
            return whenFails == WhenFails.HOLD ? ResponseVerdict.HOLD : ResponseVerdict.RELEASE;
        }
        return verdict;
    }

    private void overflow() {
        Execution current = execution;
        if (current == null
                || !current.control().recording()
                || verdict(current.policy().whenFails()) != ResponseVerdict.RECORD) {
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
