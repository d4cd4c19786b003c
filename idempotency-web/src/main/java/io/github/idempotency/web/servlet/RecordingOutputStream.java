package io.github.idempotency.web.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes to the response, or to the buffer as soon as there is one. */
final class RecordingOutputStream extends ServletOutputStream {

    private final ServletResponse response;
    private @Nullable ResponseBuffer buffer;

    RecordingOutputStream(ServletResponse response) {
        this.response = response;
    }

    void into(ResponseBuffer keeper) {
        buffer = keeper;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (buffer == null) {
            response.getOutputStream().write(bytes, offset, length);
        } else {
            buffer.write(bytes, offset, length);
        }
    }

    @Override
    public void flush() throws IOException {
        if (buffer == null) {
            response.getOutputStream().flush();
        } else {
            buffer.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (buffer == null) {
            response.getOutputStream().close();
        }
    }

    @Override
    public boolean isReady() {
        return buffer != null || readyUnbuffered();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        try {
            if (buffer == null) {
                response.getOutputStream().setWriteListener(listener);
            } else {
                listener.onWritePossible();
            }
        } catch (IOException e) {
            listener.onError(e);
        }
    }

    private boolean readyUnbuffered() {
        try {
            return response.getOutputStream().isReady();
        } catch (IOException e) {
            return false;
        }
    }
}
