package io.github.idempotency.web.servlet;

import io.github.idempotency.spring.transaction.SurroundingTransaction;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Where Spring MVC is with a request: how many handlers it is in the middle of, one for each forward, and where they write
 * to. Confined to the thread of the request.
 */
final class MvcHandling {

    private static final int NOWHERE = -1;

    private int depth;
    private int end = NOWHERE;
    private @Nullable HttpServletResponse response;
    private boolean inOuterTransaction;

    /** The filter is about to pass this response on to those behind it. */
    void dispatch(HttpServletResponse next) {
        response = next;
        inOuterTransaction = SurroundingTransaction.isActive();
    }

    /** Whether there was a transaction when the request came to the filter, which then ends after it. */
    boolean isInOuterTransaction() {
        return inOuterTransaction;
    }

    void enter() {
        depth++;
    }

    /** Something is to end together with the current handler. */
    void markEnd() {
        end = depth;
    }

    /** @return whether this is the end of what was to end with this handler */
    boolean leave() {
        boolean reached = depth == end;
        if (reached) {
            end = NOWHERE;
        }
        depth--;
        return reached;
    }

    /**
     * An answer that is to be recorded when its handler ends has to pass all filters further in unchanged.
     *
     * @param seen the response Spring MVC writes to
     * @throws IllegalStateException if a filter keeps it back, or nobody tells when the handler ends
     */
    @SuppressWarnings("ReferenceEquality") // this very response
    void requireWholeAnswer(@Nullable HttpServletResponse seen) {
        if (depth == 0) {
            throw mistake(
                    "nothing tells when its handling ends. Register a TransactionEndInterceptor with Spring MVC, or"
                            + " set spring.jpa.open-in-view=false.");
        }
        if (seen != response) {
            throw mistake("a filter further in keeps it back ("
                    + (seen == null ? "unknown" : seen.getClass().getName())
                    + "). Set spring.jpa.open-in-view=false, or order that filter before the one that records"
                    + " (idempotency.web.filter-order).");
        }
    }

    private static IllegalStateException mistake(String reason) {
        return new IllegalStateException("With transaction = SAME and a session that is open in its view, an answer is"
                + " recorded before the filters end, and " + reason);
    }
}
