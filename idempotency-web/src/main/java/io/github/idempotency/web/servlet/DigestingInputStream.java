package io.github.idempotency.web.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is digested while it is read. What the handler has not read when the digest is needed is read ahead
 * and kept for it, up to a limit.
 */
final class DigestingInputStream extends ServletInputStream {

    private final ServletInputStream body;
    private final long limit;
    private final MessageDigest digest = sha256();
    private final @Nullable ByteArrayOutputStream copy;
    private long size;
    private @Nullable ByteArrayInputStream ahead;
    private byte @Nullable [] digested;

    /** @param keepCopy whether the bytes themselves are needed, up to the limit */
    DigestingInputStream(ServletInputStream body, long limit, boolean keepCopy) {
        this.body = body;
        this.limit = limit;
        this.copy = keepCopy ? new ByteArrayOutputStream() : null;
    }

    /**
     * Reads what is left.
     *
     * @return whether the whole body is within the limit
     */
    boolean readAhead() throws IOException {
        if (ahead == null) {
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            byte[] chunk = new byte[8192];
            int n;
            while (size <= limit && (n = body.read(chunk)) >= 0) {
                took(chunk, 0, n);
                rest.write(chunk, 0, n);
            }
            ahead = new ByteArrayInputStream(rest.toByteArray());
        }
        return size <= limit;
    }

    long size() {
        return size;
    }

    /** The digest of the whole body; only after {@link #readAhead()}. */
    byte[] digest() {
        if (digested == null) {
            digested = digest.digest();
        }
        return digested.clone();
    }

    /** The whole body; only after {@link #readAhead()} and where a copy was asked for. */
    byte[] bytes() {
        return copy == null ? new byte[0] : copy.toByteArray();
    }

    /** Everything that was read ahead; empty if the handler had read all. */
    byte[] unread() {
        return ahead == null ? new byte[0] : ahead.readAllBytes();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (ahead != null) {
            return ahead.read(into, offset, length);
        }
        int n = body.read(into, offset, length);
        if (n > 0) {
            took(into, offset, n);
        }
        return n;
    }

    @Override
    public int available() throws IOException {
        return ahead != null ? ahead.available() : body.available();
    }

    @Override
    public boolean isFinished() {
        return ahead != null ? ahead.available() == 0 : body.isFinished();
    }

    @Override
    public boolean isReady() {
        return ahead != null || body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        if (ahead == null) {
            body.setReadListener(listener);
            return;
        }
        try {
            if (ahead.available() > 0) {
                listener.onDataAvailable();
            }
            listener.onAllDataRead();
        } catch (IOException e) {
            listener.onError(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (ahead != null) {
            body.close();
        }
        // Closed early by the handler: the rest is still needed for the digest.
    }

    private void took(byte[] bytes, int offset, int length) {
        size += length;
        digest.update(bytes, offset, length);
        if (copy != null && size <= limit) {
            copy.write(bytes, offset, length);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one does not", e);
        }
    }
}
