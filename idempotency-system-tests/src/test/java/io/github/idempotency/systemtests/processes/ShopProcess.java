package io.github.idempotency.systemtests.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.systemtests.support.FrozenProcesses;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The sample shop in a process of its own. */
public final class ShopProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Process process;
    private final Path log;

    private ShopProcess(List<String> arguments) throws IOException {
        this(arguments, RedisTestServer.freePort());
    }

    private ShopProcess(List<String> arguments, int port) throws IOException {
        this.port = port;
        Path jar = Path.of(System.getProperty("sample-app.jar"));
        assertThat(jar).as("the packaged sample app").exists();
        Path logs = Files.createDirectories(Path.of("target", "shops"));
        log = logs.resolve("shop-" + port + ".log");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"), "-Xmx256m", "-XX:TieredStopAtLevel=1"));
        arguments.stream().filter(ShopProcess::isForTheMachine).forEach(command::add);
        command.addAll(List.of("-jar", jar.toString(), "--server.address=127.0.0.1", "--server.port=" + port));
        arguments.stream().filter(argument -> !isForTheMachine(argument)).forEach(command::add);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static boolean isForTheMachine(String argument) {
        return argument.startsWith("-D");
    }

    /** Starts the first shop, which creates the tables, and then the others side by side; waits until all answer. */
    public static List<ShopProcess> start(List<List<String>> argumentsOfEach) throws IOException {
        List<ShopProcess> shops = new ArrayList<>();
        for (List<String> arguments : argumentsOfEach) {
            shops.add(new ShopProcess(arguments));
            if (shops.size() == 1) {
                shops.get(0).awaitStart();
            }
        }
        shops.forEach(ShopProcess::awaitStart);
        return shops;
    }

    /** Starts a shop and does not wait for it. */
    static ShopProcess launch(List<String> arguments) throws IOException {
        return new ShopProcess(arguments);
    }

    /** Waits until the shop accepts connections, which it does a moment before it is ready to answer. */
    void awaitConnections() {
        Awaitility.await("the shop to accept connections, see " + log)
                .atMost(START)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    assertThat(process.isAlive())
                            .as("the shop has ended, see " + log)
                            .isTrue();
                    return accepts();
                });
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    void awaitStart() {
        Awaitility.await("the shop to start, see " + log)
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    assertThat(process.isAlive())
                            .as("the shop has ended, see " + log)
                            .isTrue();
                    return answers();
                });
    }

    private boolean answers() {
        try {
            return get("/actuator/health").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    HttpResponse<String> pay(String key, String reference) throws IOException {
        return pay("/payments", key, reference);
    }

    /** Pays at another of the shop's endpoints. */
    HttpResponse<String> pay(String path, String key, String reference) throws IOException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString("{\"reference\":\"" + reference + "\",\"amount\":12.50}")));
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    /** How often a meter of this process has counted. */
    double count(String meter) throws IOException {
        String body = get("/actuator/metrics/" + meter).body();
        String marker = "\"value\":";
        int start = body.indexOf(marker);
        assertThat(start).as(body).isPositive();
        int end = body.indexOf('}', start);
        return Double.parseDouble(body.substring(start + marker.length(), end));
    }

    /** Ends this process, and waits for another one at the same address. */
    public ShopProcess restart(List<String> arguments) throws IOException, InterruptedException {
        kill();
        ShopProcess successor = new ShopProcess(arguments, port);
        successor.awaitStart();
        return successor;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Stops the process in its tracks until closed. */
    FrozenProcesses freeze() {
        return new FrozenProcesses(List.of(process.toHandle()));
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
