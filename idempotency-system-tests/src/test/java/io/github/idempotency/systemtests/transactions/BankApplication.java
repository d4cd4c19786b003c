package io.github.idempotency.systemtests.transactions;

import io.github.idempotency.systemtests.support.JdbcTestServer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@SpringBootApplication
class BankApplication {

    /** With a pool of its own, and a table for payments. */
    static ConfigurableApplicationContext on(JdbcTestServer server, int poolSize) {
        return on(server.url(), server.user(), server.password(), poolSize);
    }

    static ConfigurableApplicationContext on(String url, String user, String password, int poolSize) {
        List<String> properties = new ArrayList<>(List.of(
                "spring.application.name=bank",
                "spring.datasource.url=" + url,
                "spring.datasource.hikari.maximum-pool-size=" + poolSize,
                "spring.datasource.hikari.connection-timeout=5000",
                "spring.sql.init.mode=never",
                "idempotency.store=jdbc",
                "idempotency.jdbc.initialize-schema=always",
                "management.health.redis.enabled=false"));
        if (!user.isEmpty()) {
            properties.add("spring.datasource.username=" + user);
            properties.add("spring.datasource.password=" + password);
        }
        return new SpringApplicationBuilder(BankApplication.class)
                .web(WebApplicationType.NONE)
                .properties(properties.toArray(String[]::new))
                .run();
    }
}
