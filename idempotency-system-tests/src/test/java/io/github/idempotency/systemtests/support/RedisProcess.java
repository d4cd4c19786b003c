package io.github.idempotency.systemtests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/** A Redis server as a child of this process, in a folder of its own; can be killed and started again. */
final class RedisProcess implements AutoCloseable {

    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Path binary;
    private final Path folder;
    private final int port;
    private final List<String> arguments;
    private Process process;

    /**
     * Starts it.
     *
     * @param settings lines of its configuration file; later ones win
     */
    RedisProcess(Path binary, int port, List<String> settings, String... arguments) {
        this.binary = binary;
        this.port = port;
        this.arguments = List.of(arguments);
        try {
            this.folder = Files.createTempDirectory("redis-" + port + "-");
            List<String> lines = new ArrayList<>(
                    List.of("bind 127.0.0.1", "port " + port, "dir " + folder, "save \"\"", "appendonly no"));
            lines.addAll(settings);
            Files.write(folder.resolve("redis.conf"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        start();
    }

    int port() {
        return port;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    synchronized void start() {
        try {
            List<String> command = new ArrayList<>(
                    List.of(binary.toString(), folder.resolve("redis.conf").toString()));
            command.addAll(arguments);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("Redis on port " + port)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(this::answers);
    }

    /** SIGKILL: it gets no chance to save anything or to say good-bye. */
    synchronized void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Redis " + process.pid() + " does not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        FileSystemUtils.deleteRecursively(folder.toFile());
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Redis has ended: " + Files.readString(folder.resolve("log")));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(PING);
            // "+PONG", or "-NOAUTH" and the like: it is up in any case; but not while it is loading its data.
            String reply = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
            return !reply.equals("-LOAD");
        } catch (IOException e) {
            return false;
        }
    }
}
