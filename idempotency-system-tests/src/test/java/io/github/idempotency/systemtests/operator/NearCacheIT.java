package io.github.idempotency.systemtests.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.systemtests.http.Client;
import io.github.idempotency.systemtests.http.Reply;
import io.github.idempotency.systemtests.support.RedisTestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** With a near cache over a Redis of its own. */
@TestPropertySource(properties = {"idempotency.store=redis", "idempotency.near-cache.enabled=true"})
@DirtiesContext
class NearCacheIT extends DeskTest {

    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    /** What a store's scripts are sent as, and what they do inside the server. */
    private static final List<String> OF_A_STORE = List.of("evalsha", "eval", "get", "set", "pttl", "del", "time");

    private static RedisTestServer server;

    @Autowired
    private RedisConnectionFactory connections;

    private final AtomicInteger effects = new AtomicInteger();

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry registry) {
        server = RedisTestServer.own();
        registry.add("spring.data.redis.host", server::host);
        registry.add("spring.data.redis.port", server::port);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aDuplicateSendsNothingToTheStore() {
        Reply first = payment("ada").send();
        assertThat(first.status()).isEqualTo(201);
        Map<String, String> before = commands();
        assertThat(before).containsKey("evalsha");

        Reply duplicate = payment("ada").send();

        assertThat(commands()).isEqualTo(before);
        assertThat(duplicate.replayed()).isTrue();
        assertThat(duplicate.status()).isEqualTo(201);
        assertThat(duplicate.body()).isEqualTo(first.body());
        assertThat(duplicate.header("Location")).isEqualTo(first.header("Location"));
        assertThat(duplicate.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    }

    @Test
    void anotherRequestUnderTheKeyIsRefusedWithoutTheStoreToo() {
        payment("ada").send();
        Map<String, String> before = commands();

        Reply refused = as(client.post("/payments"), "ada")
                .key('"' + key + '"')
                .json("{\"reference\":\"another\"}")
                .send();

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(commands()).isEqualTo(before);
    }

    @Test
    void aDuplicateIsAnsweredWhileTheStoreHangs() {
        Reply first = payment("ada").send();

        server.whileFrozen(() -> {
            Reply duplicate = payment("ada").send();
            assertThat(duplicate.replayed()).isTrue();
            assertThat(duplicate.body()).isEqualTo(first.body());
        });
    }

    @Test
    void whatAnOperatorDeletesHereExecutesAgainAtOnce() {
        count(trouble);
        payment("ada").send();
        assertThat(payment("ada").send().replayed()).isTrue();

        assertThat(delete("ops", paymentOf("ada")).status()).isEqualTo(200);

        count(trouble);
        assertThat(payment("ada").send().first()).isTrue();
        assertThat(effects).hasValue(2);
    }

    @Test
    void whatAnOperatorDeletesElsewhereIsReplayedUntilItsTimeIsOver() {
        try (ConfigurableApplicationContext elsewhere = anotherProcess()) {
            count(elsewhere.getBean(DeskApplication.Trouble.class));
            assertThat(paymentAt(elsewhere).send().first()).isTrue();
            assertThat(payment("ada").send().replayed()).as("from the store").isTrue();

            assertThat(delete("ops", paymentOf("ada")).status()).isEqualTo(200);
            assertThat(paymentAt(elsewhere).send().replayed())
                    .as("from the memory of the other process")
                    .isTrue();

            count(elsewhere.getBean(DeskApplication.Trouble.class));
            await().atMost(ELSEWHERE.multipliedBy(4))
                    .until(() -> paymentAt(elsewhere).send().first());
            assertThat(effects).hasValue(2);
        }
    }

    private void count(DeskApplication.Trouble here) {
        here.ahead(key, effects::incrementAndGet);
    }

    private Client.Call paymentAt(ConfigurableApplicationContext elsewhere) {
        Integer otherPort = elsewhere.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return as(new Client(otherPort).post("/payments"), "ada")
                .key('"' + key + '"')
                .json("{\"reference\":\"" + key + "\"}");
    }

    private static ConfigurableApplicationContext anotherProcess() {
        return new SpringApplicationBuilder(DeskApplication.class)
                .run(
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--spring.application.name=desk",
                        "--spring.datasource.url=jdbc:h2:mem:desk;DB_CLOSE_DELAY=-1",
                        "--spring.data.redis.host=" + server.host(),
                        "--spring.data.redis.port=" + server.port(),
                        "--idempotency.store=redis",
                        "--idempotency.near-cache.enabled=true",
                        "--idempotency.near-cache.time-to-live=" + ELSEWHERE);
    }

    /** How often each was called. */
    private Map<String, String> commands() {
        Map<String, String> calls = new TreeMap<>();
        try (RedisConnection connection = connections.getConnection()) {
            Properties statistics = connection.serverCommands().info("commandstats");
            for (String command : OF_A_STORE) {
                String line = statistics.getProperty("cmdstat_" + command);
                if (line != null) {
                    calls.put(command, line.replaceAll("calls=(\\d+),.*", "$1"));
                }
            }
        }
        return calls;
    }
}
