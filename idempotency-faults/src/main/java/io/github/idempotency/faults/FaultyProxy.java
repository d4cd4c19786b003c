package io.github.idempotency.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between one application and the store, and does to what passes through what the network does on bad days. What is
 * asked of it holds for open connections as well as for new ones until {@link #pass()}. Thread-safe.
 */
final class FaultyProxy implements AutoCloseable {

    /** What becomes of what passes through. */
    enum Mode {
        PASS,
        /** Every reply is held up. */
        DELAY_REPLIES,
        /** Nothing arrives in either direction, and nothing is lost: it arrives afterwards. */
        BLACK_HOLE,
        /** A connection is cut when it is used: the server does not see the request. */
        CUT_BEFORE,
        /** A connection is cut when the server replies: it has acted, and the reply is lost. */
        CUT_AFTER,
        /** All connections are cut, and new ones at once. */
        REFUSE
    }

    private static final int CONNECT_MILLIS = 1_000;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
    private Mode mode = Mode.PASS;
    private long delayMillis;
    private long struck;

    FaultyProxy(int serverPort) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        Daemons.start("proxy-" + port(), this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void pass() {
        set(Mode.PASS, 0);
    }

    /** @param delay of {@link Mode#DELAY_REPLIES}, in milliseconds */
    synchronized void set(Mode newMode, long delay) {
        mode = newMode;
        delayMillis = delay;
        notifyAll();
        if (newMode == Mode.REFUSE) {
            struck += links.size();
            links.forEach(ProxyLink::cut);
        }
    }

    /** Waits while nothing may pass, and says what is to become of a piece that has arrived. */
    synchronized Mode decide(boolean reply) throws InterruptedException {
        long due = System.nanoTime() + delayMillis * 1_000_000;
        if (mode != Mode.PASS) {
            struck++;
        }
        while (mode == Mode.BLACK_HOLE) {
            wait();
        }
        for (long left = due - System.nanoTime();
                reply && mode == Mode.DELAY_REPLIES && left > 0;
                left = due - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        return mode;
    }

    /** How many pieces and connections have met anything but {@link Mode#PASS}. */
    synchronized long struck() {
        return struck;
    }

    void ended(ProxyLink link) {
        links.remove(link);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Daemons.start("proxy-connect", () -> connect(client));
            } catch (IOException e) {
                // Closed, or the client has changed its mind.
            }
        }
    }

    private void connect(Socket client) {
        Socket upstream = new Socket();
        try {
            if (current() == Mode.REFUSE) {
                throw new IOException("Nobody is to be reached");
            }
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            upstream.connect(server, CONNECT_MILLIS);
            ProxyLink link = new ProxyLink(this, client, upstream);
            links.add(link);
            link.start();
            if (current() == Mode.REFUSE) {
                link.cut();
            }
        } catch (IOException e) {
            ProxyLink.reset(client);
            ProxyLink.reset(upstream);
        }
    }

    private synchronized Mode current() {
        return mode;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        set(Mode.REFUSE, 0);
    }
}
