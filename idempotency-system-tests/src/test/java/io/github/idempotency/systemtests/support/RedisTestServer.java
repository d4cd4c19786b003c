package io.github.idempotency.systemtests.support;

import com.redis.testcontainers.RedisContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/** A Redis server: one that all tests of this JVM share, or one a test has for itself and may torment. */
public final class RedisTestServer implements AutoCloseable {

    private static final String IMAGE = "redis:8-alpine";

    private static RedisTestServer shared;

    private final String host;
    private final int port;
    private final RedisProcess process;

    private RedisTestServer(String host, int port, RedisProcess process) {
        this.host = host;
        this.port = port;
        this.process = process;
    }

    /**
     * The one at the address in {@code IDEMPOTENCY_TEST_REDIS} ({@code host:port}), else one in a container, else an
     * embedded one; where there is none, the test is skipped with the reason. Other tests use it at the same time, so its
     * configuration is not to be changed and its data not to be flushed.
     */
    public static synchronized RedisTestServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static RedisTestServer start() {
        String address = System.getenv("IDEMPOTENCY_TEST_REDIS");
        if (address != null) {
            int colon = address.lastIndexOf(':');
            return new RedisTestServer(
                    address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), null);
        }
        if (DockerEngine.answers()) {
            RedisContainer container = new RedisContainer(IMAGE);
            container.start();
            return new RedisTestServer(container.getRedisHost(), container.getRedisPort(), null);
        }
        return own();
    }

    /** An embedded server for this test alone; lines of its configuration file may be given. */
    public static RedisTestServer own(String... settings) {
        return own(RedisBinary.embedded(), List.of(settings));
    }

    /** A server of the given executable for this test alone. */
    public static RedisTestServer own(Path binary, List<String> settings, String... arguments) {
        return at(freePort(), binary, settings, arguments);
    }

    /** A server of the given executable on the given port. */
    public static RedisTestServer at(int port, Path binary, List<String> settings, String... arguments) {
        RedisProcess process = new RedisProcess(binary, port, settings, arguments);
        return new RedisTestServer("127.0.0.1", process.port(), process);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** Stops the server in its tracks meanwhile: it keeps its sockets and answers nothing. */
    public void whileFrozen(Runnable scene) {
        List<ProcessHandle> frozen = List.of(process.handle());
        FrozenProcesses.freeze(frozen);
        try {
            scene.run();
        } finally {
            FrozenProcesses.thaw(frozen);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Starts a killed server again, on the same port and with the data that it had persisted. */
    public void restart() {
        process.start();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    /** A port nobody is listening on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
