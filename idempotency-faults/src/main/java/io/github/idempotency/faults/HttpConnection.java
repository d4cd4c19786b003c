package io.github.idempotency.faults;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A kept-alive HTTP/1.1 connection that notices every cut, and can be cut itself. Not thread-safe. */
final class HttpConnection implements AutoCloseable {

    /** @param replayed whether it was marked as a replay */
    @SuppressWarnings("ArrayRecordComponent") // only handed on
    record Response(int status, boolean replayed, String contentType, byte[] body) {}

    private final Socket socket;
    private final InputStream in;
    private boolean open = true;

    /** @throws IOException if nobody listens, so that nothing can have happened */
    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    boolean isOpen() {
        return open;
    }

    void post(String path, String key, String caller, String body) throws IOException {
        String request =
                "POST /" + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nIdempotency-Key: " + key
                        + "\r\nX-Caller: " + caller + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws IOException also if it does not come in time; the connection is of no use then */
    Response read(int timeoutMillis) throws IOException {
        socket.setSoTimeout(timeoutMillis);
        int status = Integer.parseInt(readLine().substring(9, 12));
        int length = 0;
        boolean chunked = false;
        boolean replayed = false;
        String contentType = "";
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).trim();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.contains("chunked");
                case "connection" -> open = !value.contains("close");
                case "idempotent-replayed" -> replayed = value.equals("true");
                case "content-type" -> contentType = value;
                default -> {}
            }
        }
        return new Response(status, replayed, contentType, chunked ? readChunks() : readFully(length));
    }

    private byte[] readChunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(readLine().trim(), 16);
            body.append(new String(readFully(size), StandardCharsets.ISO_8859_1));
            readLine();
            if (size == 0) {
                return body.toString().getBytes(StandardCharsets.ISO_8859_1);
            }
        }
    }

    private byte[] readFully(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The connection was cut");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection was cut");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Also cuts an answer off that is still to come. */
    @Override
    public void close() {
        ProxyLink.reset(socket);
    }
}
