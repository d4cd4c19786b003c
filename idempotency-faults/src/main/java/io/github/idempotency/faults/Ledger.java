package io.github.idempotency.faults;

import io.github.idempotency.faults.history.CallKey;
import io.github.idempotency.faults.history.Effect;
import io.github.idempotency.faults.history.History;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where effects are written down, outside of the applications and of the store. It takes every {@code payment} as often as
 * it comes, and a {@code transfer} once for its key, as a bank does that takes idempotency keys.
 */
final class Ledger implements AutoCloseable {

    private final ServerSocket listener;
    private final History history;
    private final Map<CallKey, String> transfers = new ConcurrentHashMap<>();
    private final AtomicLong repeatedTransfers = new AtomicLong();

    Ledger(History history) throws IOException {
        this.history = history;
        listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        Daemons.start("ledger", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How often a transfer came that had been made before: executions beyond the first of their keys. */
    long repeatedTransfers() {
        return repeatedTransfers.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                Daemons.start("ledger-line", () -> serve(socket));
            } catch (IOException e) {
                // Closed; a process that wants to write will find out.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader entries =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream replies = socket.getOutputStream();
            for (String entry = entries.readLine(); entry != null; entry = entries.readLine()) {
                replies.write((enter(entry) + '\n').getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The process is gone.
        }
    }

    private String enter(String entry) {
        String[] parts = entry.split(" ");
        CallKey key = new CallKey(parts[0], parts[2], parts[1]);
        String effect = parts[3];
        if (parts[0].equals("transfers")) {
            String first = transfers.putIfAbsent(key, effect);
            if (first != null) {
                repeatedTransfers.incrementAndGet();
                effect = first;
            }
        }
        history.add(new Effect(key, effect, parts[4], System.nanoTime()));
        return effect;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
