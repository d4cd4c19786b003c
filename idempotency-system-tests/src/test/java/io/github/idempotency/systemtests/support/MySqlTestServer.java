package io.github.idempotency.systemtests.support;

import java.io.IOException;
import java.util.stream.Stream;
import org.testcontainers.mysql.MySQLContainer;

/** MySQL: at the address in {@code IDEMPOTENCY_TEST_MYSQL}, else in a container, else embedded where libraries allow. */
public final class MySqlTestServer {

    private static final SharedServer SHARED = new SharedServer("MySQL", MySqlTestServer::start);

    private MySqlTestServer() {}

    public static JdbcTestServer shared() {
        return SHARED.get();
    }

    private static JdbcTestServer start() throws IOException, InterruptedException {
        String address = System.getenv("IDEMPOTENCY_TEST_MYSQL");
        if (address != null) {
            return JdbcTestServer.at(address);
        }
        return DockerEngine.answers() ? container() : embedded();
    }

    private static JdbcTestServer container() {
        MySQLContainer container = new MySQLContainer("mysql:8.4").withUsername("root");
        container.start();
        return new JdbcTestServer(
                container.getJdbcUrl(), container.getUsername(), container.getPassword(), Stream::empty);
    }

    private static JdbcTestServer embedded() throws IOException, InterruptedException {
        MySqlDistribution distribution = MySqlDistribution.unpacked();
        Process server = distribution.start();
        String url = "jdbc:mysql://127.0.0.1:" + distribution.port()
                + "/idempotency?createDatabaseIfNotExist=true&sslMode=DISABLED&allowPublicKeyRetrieval=true";
        JdbcTestServer mysql = new JdbcTestServer(url, "root", "", () -> Stream.of(server.toHandle()));
        distribution.awaitReady(mysql.unpooled());
        return mysql;
    }
}
