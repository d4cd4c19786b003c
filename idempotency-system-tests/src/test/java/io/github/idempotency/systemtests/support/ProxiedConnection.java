package io.github.idempotency.systemtests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** One client's connection through a {@link TcpProxy}: two threads, one for each direction. */
final class ProxiedConnection {

    private final Socket client;
    private final Socket server;
    private final ProxyMode mode;
    private volatile boolean lossy;
    private Thread requests;
    private Thread replies;

    ProxiedConnection(Socket client, Socket server, ProxyMode mode) {
        this.client = client;
        this.server = server;
        this.mode = mode;
    }

    synchronized void start(Runnable onEnd) {
        AtomicInteger running = new AtomicInteger(2);
        Runnable end = () -> {
            if (running.decrementAndGet() == 0) {
                onEnd.run();
            }
        };
        requests = thread("requests", () -> pump(client, server, false), end);
        replies = thread("replies", () -> pump(server, client, true), end);
        requests.start();
        replies.start();
    }

    /** Whether something was lost on the way. */
    boolean lossy() {
        return lossy;
    }

    void reset() {
        reset(client);
        reset(server);
        synchronized (this) {
            // They may be holding something back.
            if (requests != null) {
                requests.interrupt();
                replies.interrupt();
            }
        }
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    void awaitEnd() {
        TcpProxy.join(requests);
        TcpProxy.join(replies);
    }

    private Thread thread(String direction, Runnable pump, Runnable onEnd) {
        Thread thread = new Thread(
                () -> {
                    pump.run();
                    onEnd.run();
                },
                "proxy-" + direction + "-" + client.getPort());
        thread.setDaemon(true);
        return thread;
    }

    private void pump(Socket from, Socket to, boolean reply) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                ProxyMode.Kind decision = reply ? mode.awaitDecisionOnReply() : mode.awaitDecision();
                if (reply && decision == ProxyMode.Kind.DROP_REPLIES) {
                    lossy = true;
                } else if (reply && decision == ProxyMode.Kind.RESET_ON_NEXT_REPLY) {
                    reset();
                    return;
                } else {
                    out.write(buffer, 0, n);
                }
            }
            to.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            // One side is gone, so the other one goes, too.
            reset();
        }
    }
}
