package io.github.idempotency.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.faults.FaultyProxy.Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyProxyTests {

    private final BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private FaultyProxy proxy;
    private Socket client;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Daemons.start("echo", this::serve);
        proxy = new FaultyProxy(server.getLocalPort());
        client = connectClient();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        proxy.close();
        server.close();
    }

    @Test
    void everythingPassesAtFirst() throws IOException {
        assertThat(ask(1)).isEqualTo(1);
        assertThat(proxy.struck()).isZero();
    }

    @Test
    void aRequestThatIsCutBeforeIsNotSeenByTheServer() throws Exception {
        proxy.set(Mode.CUT_BEFORE, 0);
        assertLost(2);
        assertThat(seen.poll(100, TimeUnit.MILLISECONDS)).isNull();
        assertThat(proxy.struck()).isPositive();
    }

    @Test
    void aReplyThatIsCutOffHasBeenSentByTheServer() throws Exception {
        proxy.set(Mode.CUT_AFTER, 0);
        assertLost(3);
        assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void afterACutNewConnectionsWorkAgain() throws IOException {
        proxy.set(Mode.CUT_AFTER, 0);
        assertLost(4);
        proxy.pass();
        client = connectClient();
        assertThat(ask(5)).isEqualTo(5);
    }

    @Test
    void whatABlackHoleHasSwallowedComesOutAgain() throws Exception {
        proxy.set(Mode.BLACK_HOLE, 0);
        client.getOutputStream().write(6);
        client.setSoTimeout(200);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        assertThat(seen).isEmpty();
        proxy.pass();
        client.setSoTimeout(5_000);
        assertThat(client.getInputStream().read()).isEqualTo(6);
    }

    @Test
    void repliesAreHeldUp() throws IOException {
        proxy.set(Mode.DELAY_REPLIES, 150);
        long before = System.nanoTime();
        assertThat(ask(7)).isEqualTo(7);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(150));
    }

    @Test
    void refusingCutsWhatIsOpenAndWhatIsNew() throws IOException {
        assertThat(ask(8)).isEqualTo(8);
        proxy.set(Mode.REFUSE, 0);
        assertLost(9);
        client = connectClient();
        assertLost(9);
    }

    private Socket connectClient() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private int ask(int question) throws IOException {
        client.getOutputStream().write(question);
        return client.getInputStream().read();
    }

    private void assertLost(int question) {
        assertThat(isLost(question)).as("the connection is lost").isTrue();
    }

    private boolean isLost(int question) {
        try {
            return ask(question) < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Daemons.start("echo-line", () -> echo(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void echo(Socket socket) {
        try (socket) {
            for (int c = socket.getInputStream().read();
                    c >= 0;
                    c = socket.getInputStream().read()) {
                seen.add(c);
                socket.getOutputStream().write(c);
            }
        } catch (IOException e) {
            // Cut.
        }
    }
}
