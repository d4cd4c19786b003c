package io.github.idempotency.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;
import redis.embedded.RedisExecProvider;

/**
 * Redis with {@code appendfsync always}: what it has acknowledged is on disk. That is the only setting with which a crash of
 * the server loses nothing.
 */
final class RedisStore implements StoreServer {

    private static final int START_SECONDS = 60;

    private final Path folder;
    private final Path binary;
    private final int port;
    private Process process;

    RedisStore() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("faults-redis");
        binary = RedisExecProvider.defaultProvider().get().toPath().toAbsolutePath();
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        process = launch();
        Signals.killAtTheLatestWith(this::processes);
        awaitStart();
    }

    private Process launch() throws IOException {
        List<String> command = List.of(
                binary.toString(),
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--maxmemory-policy",
                "noeviction");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private void awaitStart() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                ask("PING");
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("Redis does not answer, see " + folder.resolve("log"), e);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<String> arguments(int throughPort) {
        return List.of(
                "--idempotency.store=redis",
                "--spring.data.redis.host=127.0.0.1",
                "--spring.data.redis.port=" + throughPort,
                "--spring.data.redis.timeout=1s",
                "--spring.data.redis.connect-timeout=1s",
                "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
    }

    @Override
    public Collection<ProcessHandle> processes() {
        return List.of(process.toHandle());
    }

    @Override
    public void restart() throws IOException, InterruptedException {
        process = launch();
        awaitStart();
    }

    /** There never is a replica, so asking for one means to refuse every write (NOREPLICAS). */
    @Override
    public void readOnly(boolean on) throws IOException {
        ask("CONFIG SET min-replicas-to-write " + (on ? 1 : 0));
    }

    /** With {@code noeviction} every write is refused then (OOM). */
    @Override
    public void full(boolean on) throws IOException {
        ask("CONFIG SET maxmemory " + (on ? 1 : 0));
    }

    @Override
    public boolean exhaustsEveryone() {
        return true;
    }

    @Override
    public boolean canBeFull() {
        return true;
    }

    /** All its clients share one thread of the server's, which is asked to take a rest. */
    @Override
    public void exhaust(AppProcess app, long millis) throws IOException, InterruptedException {
        ask("CLIENT PAUSE " + millis + " ALL");
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    private String ask(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String reply = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (reply == null || reply.startsWith("-")) {
                throw new IOException(command + ": " + reply);
            }
            return reply;
        }
    }

    @Override
    public void close() throws IOException {
        Signals.killUninterrupted(processes());
        FileSystemUtils.deleteRecursively(folder);
    }
}
