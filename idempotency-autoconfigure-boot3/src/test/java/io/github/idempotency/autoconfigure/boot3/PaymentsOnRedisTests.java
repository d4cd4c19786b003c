package io.github.idempotency.autoconfigure.boot3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import redis.embedded.RedisServer;

/** The same application over a real Redis, with the driver and the Spring Data of Spring Boot 3.5. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "spring.main.banner-mode=off",
            "spring.application.name=payments",
            "spring.datasource.generate-unique-name=true",
            "idempotency.store=redis",
            "management.endpoint.health.show-details=always",
        })
@DirtiesContext
class PaymentsOnRedisTests {

    private static int redisPort;
    private static RedisServer redis;

    @LocalServerPort
    private int port;

    @BeforeAll
    static void startRedis() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            redisPort = free.getLocalPort();
        }
        redis = RedisServer.builder()
                .port(redisPort)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
    }

    @AfterAll
    static void stopRedis() throws IOException {
        redis.stop();
    }

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry registry) {
        registry.add("spring.data.redis.host", () -> "127.0.0.1");
        registry.add("spring.data.redis.port", () -> redisPort);
    }

    @Test
    void ofManyRequestsWithOneKeyOneIsExecutedAndTheAnswerReplayedUntilTheStoreIsGone() throws IOException {
        Payments.CHARGED.set(0);
        HttpCalls http = new HttpCalls(port);
        // The first connection takes its time.
        await().atMost(Duration.ofSeconds(30)).until(() -> health(http).equals("UP"));
        String key = UUID.randomUUID().toString();
        List<Integer> statuses = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> http.pay(key, "{\"cents\":100}")))
                .limit(8)
                .toList()
                .stream()
                .map(answer -> answer.join().statusCode())
                .toList();
        assertThat(statuses).contains(201).isSubsetOf(201, 409);
        HttpResponse<String> replay = http.pay(key, "{\"cents\":100}");
        assertThat(replay.headers().allValues("Idempotent-Replayed")).containsExactly("true");
        assertThat(replay.body()).isEqualTo("{\"number\":1,\"cents\":100}");
        assertThat(Payments.CHARGED).hasValue(1);

        redis.stop();
        assertThat(http.pay(key, "{\"cents\":100}").statusCode()).isEqualTo(503);
        // The first look may only know that nothing was heard in time.
        await().atMost(Duration.ofSeconds(20)).until(() -> health(http).equals("DOWN"));
        assertThat(Payments.CHARGED).hasValue(1);
    }

    private static String health(HttpCalls http) {
        String body = http.get("/actuator/health/idempotency").body();
        assertThat(JsonPath.<String>read(body, "$.details.stores.redis.status"))
                .isEqualTo(JsonPath.<String>read(body, "$.status"));
        return JsonPath.read(body, "$.status");
    }
}
