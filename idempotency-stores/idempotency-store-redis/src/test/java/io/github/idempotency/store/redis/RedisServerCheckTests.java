package io.github.idempotency.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisServerCommands;

/** Servers that cannot be had for a test; the others are asked by the system tests. */
class RedisServerCheckTests {

    private static final RedisSystemException FORBIDDEN =
            new RedisSystemException("Error in execution", new IllegalStateException("NOPERM no permissions"));

    private static final RedisStoreSettings SETTINGS =
            RedisStoreSettings.defaults().withTimeout(Duration.ofSeconds(15));

    private final RedisConnectionFactory connections = mock(RedisConnectionFactory.class);
    private final RedisServerCommands server = mock(RedisServerCommands.class);

    @BeforeEach
    void connect() {
        RedisConnection connection = mock(RedisConnection.class);
        when(connections.getConnection()).thenReturn(connection);
        when(connection.serverCommands()).thenReturn(server);
    }

    @Test
    void aServerThatIsTooOldIsWarnedOf() {
        when(server.info("server")).thenReturn(properties("redis_version", "5.0.14"));
        when(server.info("memory")).thenReturn(properties("maxmemory_policy", "noeviction"));

        assertThat(warnings()).singleElement().asString().contains("5.0.14").contains("upgrade");
    }

    @Test
    void newerVersionsAndUnknownOnesAreNotTooOld() {
        when(server.info("memory")).thenReturn(properties("maxmemory_policy", "noeviction"));
        for (String version : new String[] {"6.0.0", "7.2.4", "10.1.0", "255.255.255", "unstable", ""}) {
            when(server.info("server")).thenReturn(properties("redis_version", version));
            assertThat(warnings()).isEmpty();
        }
    }

    @Test
    void whereInfoIsForbiddenTheConfigurationIsAsked() {
        when(server.info("server")).thenThrow(FORBIDDEN);
        when(server.info("memory")).thenThrow(FORBIDDEN);
        when(server.getConfig("maxmemory-policy")).thenReturn(properties("maxmemory-policy", "volatile-lfu"));

        assertThat(warnings()).singleElement().asString().contains("volatile-lfu");
    }

    @Test
    void whereBothAreForbiddenTheOperatorIsTold() {
        when(server.info("server")).thenThrow(FORBIDDEN);
        when(server.info("memory")).thenThrow(FORBIDDEN);
        when(server.getConfig("maxmemory-policy")).thenThrow(FORBIDDEN);

        assertThat(warnings()).singleElement().asString().contains("could not be checked");
    }

    private List<String> warnings() {
        return RedisServerCheck.warnings(connections, SETTINGS);
    }

    private static Properties properties(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }
}
