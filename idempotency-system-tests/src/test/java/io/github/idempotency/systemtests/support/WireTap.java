package io.github.idempotency.systemtests.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Stands between a client and a database server and counts round trips. */
public final class WireTap implements AutoCloseable {

    private final String host;
    private final int serverPort;
    private final Supplier<WireProtocol> protocol;
    private final ServerSocket door;
    private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger roundTrips = new AtomicInteger();

    private WireTap(String host, int serverPort, Supplier<WireProtocol> protocol) {
        this.host = host;
        this.serverPort = serverPort;
        this.protocol = protocol;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.add(door);
        start(this::admit);
    }

    /** A tap in front of a server whose product shows in its address. */
    public static WireTap on(JdbcTestServer server) {
        boolean postgres = server.url().startsWith("jdbc:postgresql:");
        return new WireTap(server.host(), server.port(), postgres ? WireProtocol::postgres : WireProtocol::mysql);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** How often clients have waited for the server since the last call. */
    public int roundTrips() {
        return roundTrips.getAndSet(0);
    }

    @Override
    public void close() {
        for (Closeable each : open) {
            try {
                each.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }
    }

    private void admit() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket server = new Socket(host, serverPort);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            open.add(server);
            WireProtocol commands = protocol.get();
            start(() -> {
                try (client;
                        server) {
                    pump(client, server, (bytes, length) -> roundTrips.addAndGet(commands.sent(bytes, length)));
                }
            });
            start(() -> {
                try (client;
                        server) {
                    pump(server, client, (bytes, length) -> {});
                }
            });
        }
    }

    private interface Watcher {
        void passed(byte[] bytes, int length);
    }

    private static void pump(Socket from, Socket to, Watcher watcher) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[16 * 1024];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            watcher.passed(buffer, length);
            out.write(buffer, 0, length);
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // One side has gone.
                    }
                },
                "wire-tap");
        thread.setDaemon(true);
        thread.start();
    }
}
