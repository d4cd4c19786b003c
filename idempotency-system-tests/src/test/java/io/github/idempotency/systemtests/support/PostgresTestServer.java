package io.github.idempotency.systemtests.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL: at the address in {@code IDEMPOTENCY_TEST_POSTGRES}, else in a container, else embedded. */
public final class PostgresTestServer {

    private static final SharedServer SHARED = new SharedServer("PostgreSQL", PostgresTestServer::start);

    private PostgresTestServer() {}

    public static JdbcTestServer shared() {
        return SHARED.get();
    }

    private static JdbcTestServer start() throws IOException, SQLException {
        String address = System.getenv("IDEMPOTENCY_TEST_POSTGRES");
        if (address != null) {
            return JdbcTestServer.at(address);
        }
        return DockerEngine.answers() ? container() : embedded();
    }

    private static JdbcTestServer container() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18-alpine");
        container.start();
        return new JdbcTestServer(
                container.getJdbcUrl(), container.getUsername(), container.getPassword(), Stream::empty);
    }

    private static JdbcTestServer embedded() throws IOException, SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        ProcessHandle server = processOf(dataFolder(postgres.getPostgresDatabase()));
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        // Every connection has a process of its own.
        return new JdbcTestServer(
                url, "postgres", "postgres", () -> Stream.concat(Stream.of(server), server.descendants()));
    }

    private static Path dataFolder(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            return Path.of(row.getString(1));
        }
    }

    private static ProcessHandle processOf(Path dataFolder) {
        try (Stream<String> lines = Files.lines(dataFolder.resolve("postmaster.pid"))) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
