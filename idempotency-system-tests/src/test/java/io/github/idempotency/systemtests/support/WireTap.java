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

/** Stands between a client and a database server, counts round trips, and loses replies when told to. */
public final class WireTap implements AutoCloseable {

    private final int serverPort;
    private final Supplier<WireProtocol> protocol;
    private final ServerSocket door;
    private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger roundTrips = new AtomicInteger();
    private volatile boolean losing;

    private WireTap(int serverPort, Supplier<WireProtocol> protocol) {
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
        return new WireTap(server.port(), postgres ? WireProtocol::postgres : WireProtocol::mysql);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** How often clients have waited for the server since the last call. */
    public int roundTrips() {
        return roundTrips.getAndSet(0);
    }

    /** From now on, what clients send still arrives, but no answer comes back; or it does again, on new connections. */
    public void loseReplies(boolean lose) {
        losing = lose;
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
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            open.add(server);
            WireProtocol commands = protocol.get();
            start(() -> {
                try (client; server) {
                    pump(client, server, (bytes, length) -> roundTrips.addAndGet(commands.sent(bytes, length)));
                }
            });
            start(() -> {
                try (client; server) {
                    pump(server, client, (bytes, length) -> {});
                }
            });
        }
    }

    private interface Watcher {
        void passed(byte[] bytes, int length);
    }

    private void pump(Socket from, Socket to, Watcher watcher) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[16 * 1024];
        boolean towardsClient = from.getPort() == serverPort;
        boolean lost = false;
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            watcher.passed(buffer, length);
            // A connection that has lost something stays silent, or the client would take one answer for another.
            lost |= towardsClient && losing;
            if (!lost) {
                out.write(buffer, 0, length);
            }
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
