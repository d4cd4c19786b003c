package io.github.idempotency.web.servlet;

import io.github.idempotency.CallRejectedException;
import io.github.idempotency.web.http.RecordedResponse;
import org.jspecify.annotations.Nullable;

/**
 * Carries the answer to a call whose handler is not entered past Spring MVC's handling of return values, to the resolver
 * that writes it. An exception is the only way out that no return type can get in the way of.
 */
final class AnswerSignal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable RecordedResponse replay;
    private final @Nullable CallRejectedException rejection;

    private AnswerSignal(@Nullable RecordedResponse replay, @Nullable CallRejectedException rejection) {
        super("The call is answered without entering its handler", rejection, false, false);
        this.replay = replay;
        this.rejection = rejection;
    }

    static AnswerSignal replay(RecordedResponse response) {
        return new AnswerSignal(response, null);
    }

    static AnswerSignal rejection(CallRejectedException rejection) {
        return new AnswerSignal(null, rejection);
    }

    @Nullable
    RecordedResponse replay() {
        return replay;
    }

    @Nullable
    CallRejectedException rejection() {
        return rejection;
    }
}
