package io.github.idempotency.benchmarks.footprint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.redis.RedisIdempotencyStore;
import io.github.idempotency.store.redis.RedisStoreSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.embedded.RedisExecProvider;

/** A Redis with its log of writes switched on, which is also what replicas are sent. */
final class RedisKeeper implements Keeper {

    private static final int SAMPLES = 1_000;
    private static final byte[] USAGE = "return redis.call('MEMORY', 'USAGE', KEYS[1])".getBytes(US_ASCII);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process server;
    private final Path folder;
    private final LettuceConnectionFactory connections;
    private final RedisIdempotencyStore store;

    private RedisKeeper(Process server, Path folder, LettuceConnectionFactory connections) {
        this.server = server;
        this.folder = folder;
        this.connections = connections;
        this.store = new RedisIdempotencyStore(
                connections, RedisStoreSettings.defaults().withTimeout(PATIENCE));
    }

    static Keeper start() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path folder = Files.createTempDirectory("redis");
        Process server = new ProcessBuilder(
                        RedisExecProvider.defaultProvider().get().getAbsolutePath(),
                        "--port " + port,
                        "--bind 127.0.0.1",
                        "--dir " + folder,
                        "--save \"\"",
                        "--appendonly yes",
                        "--auto-aof-rewrite-percentage 0")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        TimeUnit.SECONDS.sleep(1);
        LettuceConnectionFactory connections =
                new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port));
        connections.afterPropertiesSet();
        connections.start();
        return new RedisKeeper(server, folder, connections);
    }

    @Override
    public IdempotencyStore store() {
        return store;
    }

    @Override
    public Map<String, Double> figures() {
        try (RedisConnection connection = connections.getConnection()) {
            Properties info = connection.serverCommands().info("all");
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("memory used, bytes", number(info, "used_memory"));
            figures.put("of it the keys' own, bytes", number(info, "used_memory_dataset"));
            figures.put("log of writes, bytes", number(info, "aof_current_size"));
            figures.put("network in, bytes", number(info, "total_net_input_bytes"));
            figures.put("network out, bytes", number(info, "total_net_output_bytes"));
            double seconds = number(info, "used_cpu_user_main_thread") + number(info, "used_cpu_sys_main_thread");
            figures.put("main thread, microseconds", seconds * TimeUnit.SECONDS.toMicros(1));
            figures.put("resident, bytes", number(info, "used_memory_rss"));
            return figures;
        }
    }

    private static double number(Properties info, String name) {
        return Double.parseDouble(info.getProperty(name));
    }

    /** Nothing goes on in the background: its log is not rewritten unless it is told to. */
    @Override
    public void rest() {
        // As it is.
    }

    @Override
    public List<String> remarks() throws Exception {
        try (RedisConnection connection = connections.getConnection()) {
            long keys = connection.serverCommands().dbSize();
            long bytes = 0;
            for (int i = 0; i < SAMPLES; i++) {
                byte[] key = connection.keyCommands().randomKey();
                bytes += requireNonNull(connection.scriptingCommands().<Long>eval(USAGE, ReturnType.INTEGER, 1, key));
            }
            return List.of(
                    String.format(Locale.ROOT, "  MEMORY USAGE of %d keys: %.1f", SAMPLES, (double) bytes / SAMPLES),
                    String.format(Locale.ROOT, "  snapshot, bytes a key: %.1f", (double) snapshot(connection) / keys));
        }
    }

    private long snapshot(RedisConnection connection) throws IOException {
        connection.serverCommands().save();
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(path -> path.toString().endsWith(".rdb"))
                    .findFirst()
                    .orElseThrow();
            return Files.size(file);
        }
    }

    @Override
    public void close() {
        store.close();
        connections.destroy();
        server.destroyForcibly().onExit().join();
    }
}
