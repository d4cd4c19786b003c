package io.github.idempotency.autoconfigure.boot3;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The jars compiled against Spring Boot 4, in an application on Spring Boot 3.5 with Jackson 2 and a database. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.main.banner-mode=off",
            "spring.application.name=payments",
            "spring.datasource.generate-unique-name=true",
            "idempotency.store=jdbc",
            "idempotency.store-timeout=500ms",
            "management.endpoints.web.exposure.include=health,metrics",
            "management.endpoint.health.show-details=always",
            // Without it this switch of Spring Boot's tests leaves only a registry that forgets everything.
            "management.simple.metrics.export.enabled=true",
        })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PaymentsTests {

    @LocalServerPort
    private int port;

    @Autowired
    private HikariDataSource database;

    private final String key = UUID.randomUUID().toString();
    private HttpCalls http;

    @BeforeEach
    void startAfresh() {
        http = new HttpCalls(port);
        Payments.CHARGED.set(0);
    }

    @Test
    void thisIsSpringBoot3() {
        assertThat(SpringBootVersion.getVersion()).startsWith("3.5.");
    }

    @Test
    void aDuplicateIsReplayed() {
        HttpResponse<String> first = http.pay(key, "{\"cents\":100}");
        HttpResponse<String> second = http.pay(key, "{\"cents\":100}");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.body()).isEqualTo("{\"number\":1,\"cents\":100}");
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().allValues("Content-Type"))
                .isEqualTo(first.headers().allValues("Content-Type"));
        assertThat(second.headers().allValues("Idempotent-Replayed")).containsExactly("true");
        assertThat(Payments.CHARGED).hasValue(1);
    }

    @Test
    void aKeyThatReturnsWithAnotherRequestIsRefusedWithAProblem() {
        http.pay(key, "{\"cents\":100}");
        HttpResponse<String> refused = http.pay(key, "{\"cents\":999}");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JsonPath.<String>read(refused.body(), "$.code")).isEqualTo("idempotency-key-reused");
        assertThat(Payments.CHARGED).hasValue(1);
    }

    @Test
    void actuatorShowsTheMetersAndTheHealth() {
        http.pay(key, "{\"cents\":100}");
        http.pay(key, "{\"cents\":100}");

        String meter = http.get("/actuator/metrics/idempotency.requests?tag=outcome:replayed")
                .body();
        assertThat(JsonPath.<Double>read(meter, "$.measurements[0].value")).isPositive();
        String health = http.get("/actuator/health/idempotency").body();
        assertThat(JsonPath.<String>read(health, "$.status")).isEqualTo("UP");
        assertThat(JsonPath.<String>read(health, "$.details.stores.jdbc.whenStoreFails"))
                .isEqualTo("refuse");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void theApplicationIsDownWhileItsStoreIs() {
        database.close();

        HttpResponse<String> health = http.get("/actuator/health/idempotency");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(JsonPath.<String>read(health.body(), "$.details.stores.jdbc.failure"))
                .contains("StoreUnavailableException");
        assertThat(http.pay(key, "{\"cents\":100}").statusCode()).isEqualTo(503);
        assertThat(Payments.CHARGED).hasValue(0);
    }
}
