package io.github.idempotency.faults;

import io.github.idempotency.faults.history.CallKey;
import io.github.idempotency.faults.history.Effect;
import io.github.idempotency.faults.history.History;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL, as durable as its defaults make it: {@code fsync} and {@code synchronous_commit} are on. */
final class PostgresStore implements StoreServer {

    private static final int START_SECONDS = 60;
    /** Of every application's pool. */
    static final int CONNECTIONS = 10;

    private final int port;
    private final Path data;
    private final List<String> command;
    private ProcessHandle postmaster;

    PostgresStore() throws IOException, SQLException {
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_connections", "100")
                .setServerConfig("listen_addresses", "127.0.0.1")
                // What a crash has to replay.
                .setServerConfig("checkpoint_timeout", "30s")
                // A process that stands still in the middle of a transaction must not keep its key for ever.
                .setServerConfig("idle_in_transaction_session_timeout", "4s")
                .setRegisterShutdownHook(false)
                .start();
        port = started.getPort();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            data = Path.of(row.getString(1));
        }
        postmaster = runningPostmaster();
        Signals.killAtTheLatestWith(this::processes);
        command = commandOf(postmaster);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table booking (idempotency_key text not null, caller text not null,"
                    + " receipt text not null, process text not null)");
        }
    }

    private ProcessHandle runningPostmaster() throws IOException {
        long id = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        return ProcessHandle.of(id).orElseThrow(() -> new IOException("There is no process " + id));
    }

    /** As it was started. PostgreSQL does not run as root, which starts it in a user name space of its own. */
    private static List<String> commandOf(ProcessHandle process) throws IOException {
        ProcessHandle.Info info = process.info();
        List<String> parts = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            parts.addAll(List.of("unshare", "-U"));
        }
        parts.add(info.command().orElseThrow(() -> new IOException("The command of PostgreSQL is not to be seen")));
        parts.addAll(List.of(
                info.arguments().orElseThrow(() -> new IOException("The arguments of PostgreSQL are not to be seen"))));
        return parts;
    }

    private String url(int throughPort) {
        return "jdbc:postgresql://127.0.0.1:" + throughPort + "/postgres";
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(port) + "?connectTimeout=5&socketTimeout=60", "postgres", "");
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<String> arguments(int throughPort) {
        return List.of(
                "--idempotency.store=jdbc",
                "--idempotency.jdbc.initialize-schema=always",
                "--spring.datasource.url=" + url(throughPort) + "?connectTimeout=2&socketTimeout=5",
                "--spring.datasource.username=postgres",
                "--spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS,
                "--spring.datasource.hikari.connection-timeout=1000",
                "--spring.datasource.hikari.validation-timeout=500",
                "--spring.datasource.hikari.initialization-fail-timeout=30000",
                "--spring.autoconfigure.exclude=org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration");
    }

    @Override
    public Collection<ProcessHandle> processes() {
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    @Override
    public void restart() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        postmaster = launch();
        while (true) {
            try (Connection connection = connect()) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("PostgreSQL does not start, see " + data.resolve("faults.log"), e);
                }
                if (!postmaster.isAlive()) {
                    // A process of the former one that was not known yet may have to end first.
                    postmaster = launch();
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private ProcessHandle launch() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolve("faults.log").toFile()))
                .start()
                .toHandle();
    }

    /** Holds for sessions that are open, too, from their next transaction on. */
    @Override
    public void readOnly(boolean on) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set default_transaction_read_only = " + (on ? "on" : "off"));
            statement.execute("select pg_reload_conf()");
        }
    }

    @Override
    public void full(boolean on) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean exhaustsEveryone() {
        return false;
    }

    @Override
    public boolean canBeFull() {
        return false;
    }

    @Override
    public void exhaust(AppProcess app, long millis) throws IOException {
        app.post("/faults/pool?connections=" + CONNECTIONS + "&millis=" + millis);
    }

    /** Adds the effects of bookings, which are rows. */
    void readBookings(History history) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(10_000);
            connection.setAutoCommit(false);
            try (ResultSet rows =
                    statement.executeQuery("select idempotency_key, caller, receipt, process from booking")) {
                while (rows.next()) {
                    CallKey key = new CallKey("bookings", rows.getString(2), rows.getString(1));
                    history.add(new Effect(key, rows.getString(3), rows.getString(4), 0));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        Signals.killUninterrupted(processes());
        FileSystemUtils.deleteRecursively(data);
    }
}
