package io.github.idempotency.faults;

import io.github.idempotency.faults.FaultyProxy.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One connection through a {@link FaultyProxy}, with a thread for each direction. */
final class ProxyLink {

    private final FaultyProxy proxy;
    private final Socket client;
    private final Socket server;

    ProxyLink(FaultyProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    void start() {
        Daemons.start("proxy-requests", () -> pump(client, server, false));
        Daemons.start("proxy-replies", () -> pump(server, client, true));
    }

    /** Both sides see a reset. */
    void cut() {
        reset(client);
        reset(server);
        proxy.ended(this);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    private void pump(Socket from, Socket to, boolean reply) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                Mode mode = proxy.decide(reply);
                if (mode == (reply ? Mode.CUT_AFTER : Mode.CUT_BEFORE)) {
                    break;
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // One side is gone, so the other one goes, too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cut();
    }
}
