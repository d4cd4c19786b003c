package io.github.idempotency.systemtests.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A test against the shop with Spring Security; all subclasses share one running shop. */
@Import(SecurityOfTheShop.class)
@TestPropertySource(properties = "spring.autoconfigure.exclude=")
abstract class SecuredTest extends HttpTest {

    @Autowired
    Permits permits;

    @BeforeEach
    void permitAll() {
        permits.grantAll();
    }

    Client.Call as(String user, String path) {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
        return client.post("/vault/" + path).key(key).header("Authorization", "Basic " + credentials);
    }

    Reply tea(String user, String path) {
        return as(user, path).body("text/plain", "tea").send();
    }
}
