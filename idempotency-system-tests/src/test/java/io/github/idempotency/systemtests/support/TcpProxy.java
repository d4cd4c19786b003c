package io.github.idempotency.systemtests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and a server on a port of its own and breaks what passes through. It begins by letting
 * everything pass; what is asked of it holds for open connections as well as for new ones until something else is asked.
 */
public final class TcpProxy implements AutoCloseable {

    private final InetSocketAddress target;
    private final ProxyMode mode = new ProxyMode();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket listener;
    private Thread acceptor;

    private TcpProxy(InetSocketAddress target) {
        this.target = target;
        listen(0);
        this.port = listener.getLocalPort();
    }

    /** A proxy that is listening on the loopback interface. */
    public static TcpProxy to(String host, int port) {
        return new TcpProxy(new InetSocketAddress(host, port));
    }

    public String host() {
        return InetAddress.getLoopbackAddress().getHostAddress();
    }

    public int port() {
        return port;
    }

    /** Everything passes. Connections that have lost something on the way are cut: they would make no sense any more. */
    public synchronized void pass() {
        if (listener.isClosed()) {
            listen(port);
        }
        mode.set(ProxyMode.Kind.PASS, Duration.ZERO);
        connections.stream().filter(ProxiedConnection::lossy).forEach(ProxiedConnection::reset);
    }

    /** Every piece of a reply is held up. */
    public void delayReplies(Duration duration) {
        mode.set(ProxyMode.Kind.DELAY_REPLIES, duration);
    }

    /** Nothing arrives in either direction, and nothing is lost: it arrives when everything passes again. */
    public void blackhole() {
        mode.set(ProxyMode.Kind.BLACKHOLE, Duration.ZERO);
    }

    /** The server gets what it is sent; what it replies is lost. */
    public void dropReplies() {
        mode.set(ProxyMode.Kind.DROP_REPLIES, Duration.ZERO);
    }

    /** The server gets what it is sent; its next reply is lost with the connection, then everything passes again. */
    public void resetOnNextReply() {
        mode.set(ProxyMode.Kind.RESET_ON_NEXT_REPLY, Duration.ZERO);
    }

    /** Cuts all open connections with a TCP reset; new ones are treated as before. */
    public void reset() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Cuts all open connections, and nobody listens until everything passes again. */
    public synchronized void refuse() {
        close(listener);
        join(acceptor);
        reset();
    }

    /** Cuts all connections and ends all threads. */
    @Override
    public synchronized void close() {
        refuse();
        mode.set(ProxyMode.Kind.PASS, Duration.ZERO);
        connections.forEach(ProxiedConnection::awaitEnd);
    }

    private void listen(int onPort) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
            listener = socket;
            acceptor = new Thread(() -> accept(socket), "proxy-" + socket.getLocalPort());
            acceptor.setDaemon(true);
            acceptor.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                connect(socket.accept());
            } catch (IOException e) {
                // Closed, or the client has changed its mind.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(target, 5_000);
        } catch (IOException e) {
            ProxiedConnection.reset(client);
            throw e;
        }
        ProxiedConnection connection = new ProxiedConnection(client, server, mode);
        connections.add(connection);
        connection.start(() -> connections.remove(connection));
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException(thread.getName() + " does not end");
        }
    }
}
