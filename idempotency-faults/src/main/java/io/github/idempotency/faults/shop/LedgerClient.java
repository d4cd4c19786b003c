package io.github.idempotency.faults.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Enters effects into the ledger outside of this process, and returns when they stand there. */
@Component
class LedgerClient {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final int port;
    private final String process;
    private final ConcurrentLinkedDeque<Line> idle = new ConcurrentLinkedDeque<>();

    LedgerClient(@Value("${faults.ledger.port}") int port, @Value("${faults.process}") String process) {
        this.port = port;
        this.process = process;
    }

    /**
     * @param receipt names this execution
     * @return what names the effect: the receipt, unless the ledger has known the key before and takes it once only
     * @throws IOException if nobody knows whether it was entered
     */
    String enter(String operation, String key, String caller, String receipt) throws IOException {
        Line line = idle.pollFirst();
        if (line == null) {
            line = new Line(port);
        }
        try {
            String effect = line.send(operation + ' ' + key + ' ' + caller + ' ' + receipt + ' ' + process);
            idle.addFirst(line);
            return effect;
        } catch (IOException e) {
            line.socket.close();
            throw e;
        }
    }

    private static final class Line {

        private final Socket socket;
        private final BufferedReader replies;

        Line(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        String send(String entry) throws IOException {
            socket.getOutputStream().write((entry + '\n').getBytes(StandardCharsets.US_ASCII));
            String effect = replies.readLine();
            if (effect == null) {
                throw new IOException("The ledger has closed the connection");
            }
            return effect;
        }
    }
}
