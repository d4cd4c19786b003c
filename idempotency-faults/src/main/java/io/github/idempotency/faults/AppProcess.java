package io.github.idempotency.faults;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One process of the application under test, at the same port however often it is killed. */
final class AppProcess implements AutoCloseable {

    private static final String MAIN = "io.github.idempotency.faults.shop.BrokenShop";
    private static final int START_SECONDS = 180;

    private final String name;
    private final int port;
    private final Path log;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Process process;

    /**
     * @param arguments Spring Boot's, among them the profiles
     * @param environment variables it gets besides this process's own
     */
    AppProcess(String name, Path logs, List<String> arguments, Map<String, String> environment) throws IOException {
        this.name = name;
        this.log = logs.resolve(name + ".log");
        this.arguments = arguments;
        this.environment = environment;
        Files.deleteIfExists(log);
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Signals.killAtTheLatestWith(() -> process == null ? List.of() : List.of(process.toHandle()));
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** How many clients wait for this process at the moment. */
    AtomicInteger waiting() {
        return waiting;
    }

    synchronized void launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--server.tomcat.max-keep-alive-requests=-1",
                "--server.tomcat.threads.max=48",
                "--spring.main.banner-mode=off",
                "--spring.jmx.enabled=false",
                "--faults.process=" + name));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** Returns when it answers. If it ends instead, because the store is broken at the moment, it is started once more. */
    void awaitStart() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                HttpURLConnection connection = open("/faults/none");
                connection.getResponseCode();
                connection.disconnect();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("The application does not start, see " + log, e);
                }
                if (!handle().isAlive()) {
                    launch();
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    synchronized ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process.toHandle();
    }

    void post(String path) throws IOException {
        HttpURLConnection connection = open(path);
        connection.setRequestMethod("POST");
        connection.getResponseCode();
        connection.disconnect();
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(2_000);
        connection.setReadTimeout(20_000);
        return connection;
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
