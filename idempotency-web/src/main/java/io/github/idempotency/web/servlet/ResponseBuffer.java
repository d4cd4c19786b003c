package io.github.idempotency.web.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of an answer while it is kept. Grows to its limit; what goes beyond cannot be recorded, and then everything is
 * passed on, after the record has been told.
 */
class ResponseBuffer {

    private final int limit;
    private final Overflow overflow;
    private final HttpServletResponse target;
    private ByteArrayOutputStream kept = new ByteArrayOutputStream(512);
    private boolean keeping = true;
    private boolean finished;

    /** Asked once, before the first byte leaves. */
    @FunctionalInterface
    interface Overflow {

        /** @return whether the answer may leave; if not, what is written from now on comes to nothing */
        boolean mayLeave();
    }

    ResponseBuffer(int limit, Overflow overflow, HttpServletResponse target) {
        this.limit = limit;
        this.overflow = overflow;
        this.target = target;
    }

    /** Takes everything and keeps nothing. */
    static ResponseBuffer bottomless(HttpServletResponse target) {
        return new ResponseBuffer(0, () -> true, target) {
            @Override
            void write(byte[] bytes, int offset, int length) {
                // Not part of the answer.
            }
        };
    }

    boolean keeping() {
        return keeping;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        if (finished) {
            return;
        }
        if (keeping && kept.size() + (long) length > limit) {
            if (!overflow.mayLeave()) {
                finished = true;
                return;
            }
            release(target.getOutputStream());
        }
        if (keeping) {
            kept.write(bytes, offset, length);
        } else {
            target.getOutputStream().write(bytes, offset, length);
        }
    }

    void flush() throws IOException {
        if (!keeping) {
            target.getOutputStream().flush();
        }
    }

    void clear() {
        kept.reset();
    }

    /** Takes no more. */
    void finish() {
        finished = true;
    }

    /** Keeps another answer instead. */
    void startOver() {
        clear();
        finished = false;
    }

    byte[] bytes() {
        return kept.toByteArray();
    }

    void sendTo(HttpServletResponse response) throws IOException {
        if (!keeping) {
            return;
        }
        int size = kept.size();
        if (size > 0) {
            response.setContentLength(size);
            release(response.getOutputStream());
        }
        keeping = false;
    }

    /** Keeps nothing any longer, because there is no end to wait for. */
    void passOn() throws IOException {
        if (keeping) {
            release(target.getOutputStream());
        }
    }

    private void release(OutputStream out) throws IOException {
        keeping = false;
        ByteArrayOutputStream content = kept;
        kept = new ByteArrayOutputStream(0);
        content.writeTo(out);
    }
}
