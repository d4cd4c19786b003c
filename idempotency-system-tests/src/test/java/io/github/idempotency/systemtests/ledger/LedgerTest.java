package io.github.idempotency.systemtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.systemtests.http.Client;
import io.github.idempotency.systemtests.http.Reply;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A test against the ledger over a socket. There is one connection to the database and one thread for requests, so that
 * whatever a request keeps of either, the next one misses.
 */
@SpringBootTest(
        classes = LedgerApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "server.tomcat.threads.max=1",
            "server.tomcat.threads.min-spare=1",
            "spring.main.banner-mode=off",
            "spring.web.locale=" + LedgerTest.LOCALE,
            "spring.web.locale-resolver=fixed",
            "spring.datasource.url=jdbc:h2:mem:ledger;DB_CLOSE_DELAY=-1",
            "spring.datasource.hikari.maximum-pool-size=1",
            "spring.datasource.hikari.connection-timeout=1000",
            "idempotency.store=jdbc",
            "idempotency.jdbc.initialize-schema=always",
            "idempotency.jdbc.purge-interval=0",
            "idempotency.web.max-response-size=20000B",
        })
abstract class LedgerTest {

    /** In which everything is answered, whatever the client and the machine speak. */
    static final String LOCALE = "eo";

    @LocalServerPort
    int port;

    @Autowired
    Ledger ledger;

    @Autowired
    HikariDataSource pool;

    Client client;

    /** An entry no other test writes, and a key no other test uses. */
    String name;

    @BeforeEach
    void startAfresh() {
        client = new Client(port);
        name = UUID.randomUUID().toString();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(client.get("/probe").send().text()).isEqualTo(ProbeController.CLEAN);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    Reply post(String path) {
        return client.post(path + "/" + name).key(name).send();
    }

    /** The second request gets the first one's answer, and nothing was done for it. */
    void isRecorded(String path, Reply first, int entries) {
        assertThat(first.first()).as("%s", first).isTrue();
        assertThat(ledger.count(name)).isEqualTo(entries);
        Reply second = post(path);
        assertThat(second.replayed()).as("%s", second).isTrue();
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers("Location")).isEqualTo(first.headers("Location"));
        assertThat(ledger.count(name)).isEqualTo(entries);
    }

    /** Nothing remains of the first request: no entry, no record, so that the second one executes. */
    void leavesNothing(String path, Reply first) {
        int records = ledger.records();
        assertThat(ledger.count(name)).isZero();
        Reply second = post(path);
        assertThat(second.first()).as("%s", second).isTrue();
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(ledger.count(name)).isZero();
        assertThat(ledger.records()).isEqualTo(records);
    }
}
