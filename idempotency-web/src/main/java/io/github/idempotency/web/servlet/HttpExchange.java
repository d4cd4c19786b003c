package io.github.idempotency.web.servlet;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Outcome;
import io.github.idempotency.WhenFails;
import io.github.idempotency.engine.Execution;
import io.github.idempotency.web.http.ReplayableHeaders;
import io.github.idempotency.web.http.ResponseVerdict;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

/**
 * One request through all its dispatches, from the claim to the last byte. A servlet container runs the dispatches of one
 * request one after the other, with a happens-before between them.
 */
final class HttpExchange {

    private static final Logger log = LoggerFactory.getLogger(HttpExchange.class);
    private static final String ATTRIBUTE = HttpExchange.class.getName();

    private final RecordingRequest request;
    private final ReplayableHeaders replayable;
    private final int maxResponseBytes;
    private RecordingResponse response;
    private @Nullable Execution execution;
    private boolean handlerReturned;
    private boolean workIsAsync;
    private boolean failed;
    private boolean timedOut;
    private boolean finished;

    HttpExchange(
            RecordingRequest request, HttpServletResponse response, ReplayableHeaders replayable, int maxResponseBytes) {
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

    void handlerReturned(@Nullable Object value) {
        handlerReturned = true;
        workIsAsync = AsyncWork.isAsync(value);
    }

    /** An exception came out of the handler or of the rendering of its answer. */
    void failed(Throwable failure) {
        failed = true;
        timedOut |= failure instanceof AsyncRequestTimeoutException;
        if (failure instanceof CallRejectedException) {
            // A refusal of an inner call says nothing that is worth repeating for hours.
            doNotRecord();
        }
    }

    /** The last dispatch is over: completes the record, then lets the answer go. */
    void finish() throws IOException {
        if (!open()) {
            return;
        }
        finished = true;
        settle(response.getStatus());
        response.send();
    }

    /** The container has ended the request although no dispatch did: whatever it sent is gone and cannot be recorded. */
    void endedUnseen() {
        Execution current = execution;
        if (current == null || finished) {
            return;
        }
        finished = true;
        log.warn(
                "The answer of {} (key {}) was written outside of the idempotency filter and cannot be recorded",
                current.operation(),
                current.key());
        if (handlerReturned && !workIsAsync && !failed) {
            current.complete(Outcome.unrecorded());
        } else if (current.policy().whenFails() == WhenFails.HOLD) {
            current.complete(Outcome.unknown());
        } else if (workIsAsync && !failed) {
            current.abandon();
        } else {
            current.release();
        }
    }

    private void settle(int status) {
        Execution current = execution;
        if (current == null) {
            return;
        }
        if (!current.control().recording()) {
            current.release();
            return;
        }
        if (timedOut && workIsAsync) {
            // The work may still be going on: freeing the key now could let it happen twice.
            log.warn(
                    "{} (key {}) timed out while its work may still be going on; its lease is left to run out",
                    current.operation(),
                    current.key());
            if (current.policy().whenFails() == WhenFails.HOLD) {
                current.complete(Outcome.unknown());
            } else {
                current.abandon();
            }
            return;
        }
        ResponseVerdict verdict = ResponseVerdict.of(status, current.policy().whenFails());
        if (failedAfterWork() && verdict == ResponseVerdict.RELEASE) {
            log.error(
                    "{} (key {}) was executed, but then its answer was turned into an error ({}); duplicates will be"
                            + " refused",
                    current.operation(),
                    current.key(),
                    status);
            current.complete(Outcome.unrecorded());
            return;
        }
        switch (verdict) {
            case RECORD -> current.complete(
                    Outcome.result(response.recorded(replayable).encode()));
            case RELEASE -> current.release();
            case HOLD -> current.complete(Outcome.unknown());
        }
    }

    /** The work was done, and then rendering or an interceptor around it failed: a retry must not do it again. */
    private boolean failedAfterWork() {
        return failed && handlerReturned && !(workIsAsync && AsyncWork.failed(request));
    }

    private void overflow(int status) {
        Execution current = execution;
        if (current == null
                || !current.control().recording()
                || ResponseVerdict.of(status, current.policy().whenFails()) != ResponseVerdict.RECORD) {
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
        return new ResponseBuffer(
                maxResponseBytes, () -> overflow(of.getStatus()), (HttpServletResponse) of.getResponse());
    }

    private void doNotRecord() {
        if (execution != null) {
            execution.control().doNotRecord();
        }
    }
}
