package io.github.idempotency.systemtests.http;

import io.github.idempotency.test.FlakyStore;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A test against the shop over a socket. All subclasses share one running shop, except those that change properties with
 * {@code @TestPropertySource}; keep such sets of properties few.
 */
@SpringBootTest(
        classes = ShopApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.main.banner-mode=off",
            HttpTest.WITHOUT_SECURITY,
        })
abstract class HttpTest {

    /** Spring Security is on the class path for the tests that are about it; all others do without. */
    static final String WITHOUT_SECURITY = "spring.autoconfigure.exclude="
            + "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
            + "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration";

    @LocalServerPort
    int port;

    @Autowired
    Runs runs;

    @Autowired
    Doors doors;

    @Autowired
    FlakyStore store;

    Client client;

    /** A key no other test uses. */
    String key;

    @BeforeEach
    void startAfresh() {
        runs.forget();
        client = new Client(port);
        key = UUID.randomUUID().toString();
    }

    @AfterEach
    void healTheStore() {
        store.heal();
    }
}
