package io.github.idempotency.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A kept-alive HTTP/1.1 connection that does as little as possible, because client, application and store share the
 * processors. Not thread-safe.
 */
final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final URI target;
    private final String head;
    private Socket socket;
    private InputStream in;
    private boolean open = true;

    HttpConnection(URI target) throws IOException {
        this.target = target;
        this.socket = connect(target);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.head = "POST /payments HTTP/1.1\r\nHost: " + target.getAuthority()
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: ";
    }

    /** @return the status of the answer, which has been read to its end */
    int pay(String key, String body) throws IOException {
        String request = head + key + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        if (!open) {
            socket.close();
            socket = connect(target);
            in = new BufferedInputStream(socket.getInputStream());
            open = true;
        }
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return readAnswer();
    }

    private static Socket connect(URI target) throws IOException {
        Socket socket = new Socket(target.getHost(), target.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private int readAnswer() throws IOException {
        String line = readLine();
        int status = Integer.parseInt(line.substring(9, 12));
        long length = 0;
        boolean chunked = false;
        for (line = readLine(); !line.isEmpty(); line = readLine()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(
                        header.substring("content-length:".length()).trim());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.contains("chunked");
            } else if (header.startsWith("connection:")) {
                // Servers end a connection after a number of requests, and say so.
                open = !header.contains("close");
            }
        }
        if (chunked) {
            skipChunks();
        } else {
            in.skipNBytes(length);
        }
        return status;
    }

    private void skipChunks() throws IOException {
        while (true) {
            int size = Integer.parseInt(readLine().trim(), 16);
            in.skipNBytes(size);
            readLine();
            if (size == 0) {
                return;
            }
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
