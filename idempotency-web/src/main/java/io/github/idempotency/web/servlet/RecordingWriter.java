package io.github.idempotency.web.servlet;

import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the response's own writer, or to the buffer as soon as there is one. Nothing stays behind in it, because
 * containers do not ask their users to flush either.
 */
final class RecordingWriter extends Writer {

    private final ServletResponse response;
    private final String encoding;
    private @Nullable Writer encoder;

    RecordingWriter(ServletResponse response, String encoding) {
        this.response = response;
        this.encoding = encoding;
    }

    void into(ResponseBuffer buffer) throws IOException {
        OutputStream unflushed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                buffer.write(bytes, offset, length);
            }
        };
        encoder = new OutputStreamWriter(unflushed, Charset.forName(encoding));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        if (encoder == null) {
            response.getWriter().write(text, offset, length);
        } else {
            encoder.write(text, offset, length);
            encoder.flush();
        }
    }

    @Override
    public void flush() throws IOException {
        if (encoder == null) {
            response.getWriter().flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (encoder == null) {
            response.getWriter().close();
        }
    }
}
