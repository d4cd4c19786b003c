package io.github.idempotency.systemtests.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One plain connection, for what a well-behaved client would not send and for what leaves the server byte by byte. */
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    public Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends one request on a connection of its own and reads the answer. */
    static Reply exchange(int port, String head, byte[] body) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send(head + "Content-Length: " + body.length + "\r\n\r\n").send(body);
            return head.startsWith("HEAD ") ? wire.readHead() : wire.read();
        }
    }

    /** Sends text as it is, a byte per character. */
    public Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Everything that arrives until the server closes the connection, a character per byte. */
    String readAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** How many bytes of an answer have arrived so far. */
    public int arrived() throws IOException {
        return in.available();
    }

    /** Reads one answer, or an interim one. */
    public Reply read() throws IOException {
        Reply head = readHead();
        boolean bodyless = head.status() < 200 || head.status() == 204 || head.status() == 304;
        return bodyless ? head : new Reply(head.status(), head.lines(), body(head));
    }

    /** Reads an answer that has no body, whatever its headers say, because it answers HEAD. */
    Reply readHead() throws IOException {
        int status = Integer.parseInt(line().split(" ", -1)[1]);
        List<Reply.Line> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            lines.add(new Reply.Line(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new Reply(status, lines, new byte[0]);
    }

    /** Breaks the connection off as a client does that crashes. */
    void breakOff() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says that nothing more will be sent, and listens on. */
    void finishSending() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] body(Reply head) throws IOException {
        if (head.has("Transfer-Encoding")) {
            return chunks();
        }
        return head.has("Content-Length")
                ? exactly(Integer.parseInt(head.header("Content-Length")))
                : in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.writeBytes(exactly(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("The answer ended after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The connection ended after: " + line.toString(StandardCharsets.ISO_8859_1));
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
