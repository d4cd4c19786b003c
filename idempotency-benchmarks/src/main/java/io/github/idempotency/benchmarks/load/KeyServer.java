package io.github.idempotency.benchmarks.load;

import ch.vorburger.exec.ManagedProcessException;
import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.benchmarks.DatabaseServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.RedisExecProvider;

/** A server that keeps keys, of this process's own. */
final class KeyServer implements AutoCloseable {

    private interface Stop {
        void stop() throws IOException, ManagedProcessException;
    }

    private final List<String> arguments;
    private final ProcessHandle process;
    private final Stop stop;

    private KeyServer(List<String> arguments, ProcessHandle process, Stop stop) {
        this.arguments = arguments;
        this.process = process;
        this.stop = stop;
    }

    /** @param product {@code redis} or {@code postgresql} */
    static KeyServer start(String product) throws Exception {
        return switch (product) {
            case "redis" -> redis();
            case "postgresql" -> postgres();
            default ->
                throw new IllegalArgumentException(
                        "No server for '" + product + "'; there are 'redis' and 'postgresql'");
        };
    }

    private static KeyServer redis() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path folder = Files.createTempDirectory("redis");
        Process process = new ProcessBuilder(
                        RedisExecProvider.defaultProvider().get().getAbsolutePath(),
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--appendonly",
                        "yes")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        TimeUnit.SECONDS.sleep(1);
        return new KeyServer(
                List.of(
                        "--idempotency.store=redis",
                        "--spring.data.redis.host=127.0.0.1",
                        "--spring.data.redis.port=" + port,
                        "--spring.autoconfigure.exclude="
                                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"),
                process.toHandle(),
                () -> process.destroyForcibly().onExit().join());
    }

    private static KeyServer postgres() throws Exception {
        DatabaseServer server = DatabaseServer.start("postgresql", "1G");
        return new KeyServer(
                List.of(
                        "--idempotency.store=jdbc",
                        "--idempotency.jdbc.initialize-schema=always",
                        "--spring.datasource.url=" + server.url(),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.hikari.maximum-pool-size=20"),
                postmaster(server),
                server::close);
    }

    /** It has detached itself from this process; the first line of its lock file is its id. */
    private static ProcessHandle postmaster(DatabaseServer server) throws IOException, SQLException {
        try (HikariDataSource pool = server.pool(1);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW data_directory")) {
            rows.next();
            Path lock = Path.of(rows.getString(1), "postmaster.pid");
            long id = Long.parseLong(Files.readAllLines(lock).get(0).trim());
            return ProcessHandle.of(id)
                    .orElseThrow(
                            () -> new IllegalStateException("There is no process " + id + " as " + lock + " says"));
        }
    }

    /** What an application has to be told to find it. */
    List<String> arguments() {
        return arguments;
    }

    /** Of all its processes, in nanoseconds. */
    long processorNanos() {
        return Target.nanosOf(process);
    }

    @Override
    public void close() throws IOException, ManagedProcessException {
        stop.stop();
    }
}
