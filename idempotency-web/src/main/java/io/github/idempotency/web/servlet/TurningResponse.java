package io.github.idempotency.web.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Sees errors and redirects, with which containers close a response for whatever might follow. */
abstract class TurningResponse extends HeaderNotingResponse {

    private boolean errorSent;
    private boolean holdingRedirects;
    private boolean redirected;

    /** @param noStore run when the handler asks that its answer is not recorded */
    TurningResponse(HttpServletResponse response, Runnable noStore) {
        super(response, noStore);
    }

    /** From now on a redirect is kept like any other answer, because it may have to be taken back. */
    void holdRedirects() {
        holdingRedirects = true;
    }

    /** Whether the container was asked to render an error, which it does in a dispatch of its own. */
    boolean errorSent() {
        return errorSent;
    }

    /** Forgets what was kept of the body. */
    abstract void clear();

    /** Takes no more of the body. */
    abstract void finishBody();

    @Override
    public boolean isCommitted() {
        return redirected || super.isCommitted();
    }

    @Override
    public void reset() {
        redirected = false;
        super.reset();
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        if (turns()) {
            errorSent = true;
            super.sendError(status, message);
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        if (turns()) {
            errorSent = true;
            super.sendError(status);
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (turns() && !held(SC_FOUND, location)) {
            super.sendRedirect(location);
        }
    }

    @Override
    public void sendRedirect(String location, int status) throws IOException {
        if (turns() && !held(status, location)) {
            super.sendRedirect(location, status);
        }
    }

    /** A body beside a redirect cannot be kept back: the container takes no more once it is redirected. */
    @Override
    public void sendRedirect(String location, boolean clearBuffer) throws IOException {
        if (turns() && !held(SC_FOUND, location)) {
            super.sendRedirect(location, clearBuffer);
        }
    }

    @Override
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        if (turns() && !held(status, location)) {
            super.sendRedirect(location, status, clearBuffer);
        }
    }

    private boolean turns() {
        if (sealed()) {
            return false;
        }
        clear();
        return true;
    }

    private boolean held(int status, String location) {
        if (!holdingRedirects) {
            return false;
        }
        setStatus(status);
        setHeader(HttpHeaders.LOCATION, location);
        finishBody();
        redirected = true;
        return true;
    }
}
