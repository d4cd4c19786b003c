package io.github.idempotency.web.servlet;

import io.github.idempotency.web.http.RecordedResponse;
import io.github.idempotency.web.http.ReplayableHeaders;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything through until it is armed; from then on it keeps the body, so that nothing leaves before the record
 * is complete. Not thread-safe, like any response.
 */
final class RecordingResponse extends TurningResponse {

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=[^;]*", Pattern.CASE_INSENSITIVE);

    private @Nullable RecordingOutputStream stream;
    private @Nullable RecordingWriter text;
    private @Nullable PrintWriter writer;
    private @Nullable ResponseBuffer buffer;
    private boolean sealed;

    /** @param noStore run when the handler asks that its answer is not recorded */
    RecordingResponse(HttpServletResponse response, Runnable noStore) {
        super(response, noStore);
    }

    /** From now on the body goes to the buffer. */
    void arm(ResponseBuffer into) {
        buffer = into;
        noteFromNowOn();
        if (stream != null) {
            stream.into(into);
        }
        if (text != null) {
            try {
                text.into(into);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** From now on the whole answer can be taken back. */
    void keepTurns() {
        rememberHeaders();
        holdRedirects();
    }

    /**
     * From now on nothing gets through: the answer is a replay, which filters further in would change a second time. It
     * is written further out.
     */
    void seal() {
        arm(ResponseBuffer.bottomless((HttpServletResponse) getResponse()));
        sealed = true;
    }

    /** The answer as it stands. */
    RecordedResponse recorded(ReplayableHeaders replayable) {
        return new RecordedResponse(getStatus(), headers(replayable), buffer == null ? new byte[0] : buffer.bytes());
    }

    /** Lets everything through again. */
    void passOn() throws IOException {
        if (buffer != null) {
            buffer.passOn();
        }
    }

    /** Lets go of what was kept. */
    void send() throws IOException {
        if (buffer != null) {
            buffer.sendTo((HttpServletResponse) getResponse());
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (writer != null) {
            throw new IllegalStateException("getWriter() has already been called for this response");
        }
        if (stream == null) {
            stream = new RecordingOutputStream(getResponse());
            if (buffer != null) {
                stream.into(buffer);
            }
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (stream != null) {
            throw new IllegalStateException("getOutputStream() has already been called for this response");
        }
        if (writer == null) {
            String encoding = getCharacterEncoding();
            // Fixes the encoding and shows it in the content type, as the container's own writer does.
            setCharacterEncoding(encoding);
            text = new RecordingWriter(getResponse(), encoding);
            if (buffer != null) {
                text.into(buffer);
            }
            writer = new PrintWriter(text, false);
        }
        return writer;
    }

    @Override
    public void setCharacterEncoding(@Nullable String encoding) {
        if (writer == null && !sealed) {
            super.setCharacterEncoding(encoding);
        }
    }

    @Override
    public void setCharacterEncoding(@Nullable Charset encoding) {
        setCharacterEncoding(encoding == null ? null : encoding.name());
    }

    /** Like any container's, the encoding of a writer that is in use stays what it is. */
    @Override
    public void setContentType(@Nullable String type) {
        if (!sealed) {
            super.setContentType(
                    writer == null || type == null
                            ? type
                            : CHARSET.matcher(type).replaceAll(""));
        }
    }

    @Override
    public void flushBuffer() throws IOException {
        if (!keeping()) {
            super.flushBuffer();
        }
    }

    /** Lets nothing of the answer so far get out, and begins with another one where this one was armed. */
    void startOver() {
        reset();
        restore();
    }

    @Override
    public void reset() {
        if (sealed) {
            return;
        }
        super.reset();
        forgetHeaders();
        if (buffer != null) {
            buffer.startOver();
        }
        writer = null;
        text = null;
        stream = null;
    }

    @Override
    public void setStatus(int status) {
        if (!sealed) {
            super.setStatus(status);
        }
    }

    @Override
    public void addCookie(Cookie cookie) {
        if (!sealed) {
            super.addCookie(cookie);
        }
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        clear();
    }

    @Override
    public void setContentLength(int length) {
        if (!keeping()) {
            super.setContentLength(length);
        }
    }

    @Override
    public void setContentLengthLong(long length) {
        if (!keeping()) {
            super.setContentLengthLong(length);
        }
    }

    @Override
    boolean sealed() {
        return sealed;
    }

    @Override
    boolean keeping() {
        return buffer != null && buffer.keeping();
    }

    @Override
    void finishBody() {
        if (buffer != null) {
            buffer.finish();
        }
    }

    @Override
    void clear() {
        if (buffer != null) {
            buffer.clear();
        }
    }
}
