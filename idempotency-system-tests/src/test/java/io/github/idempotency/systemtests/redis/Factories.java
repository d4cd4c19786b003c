package io.github.idempotency.systemtests.redis;

import io.github.idempotency.systemtests.support.RedisTestServer;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Connection factories as an application that configures nothing but the address has them; to be destroyed. */
final class Factories {

    private Factories() {}

    /** Its command timeout is Lettuce's default, a minute. */
    static LettuceConnectionFactory lettuce(RedisConfiguration configuration) {
        return started(new LettuceConnectionFactory(configuration));
    }

    static LettuceConnectionFactory lettuce(String host, int port) {
        return lettuce(new RedisStandaloneConfiguration(host, port));
    }

    static LettuceConnectionFactory lettuce(RedisTestServer server) {
        return lettuce(server.host(), server.port());
    }

    static LettuceConnectionFactory lettuce(RedisTestServer server, LettuceClientConfiguration client) {
        return started(
                new LettuceConnectionFactory(new RedisStandaloneConfiguration(server.host(), server.port()), client));
    }

    static JedisConnectionFactory jedis(String host, int port) {
        JedisConnectionFactory factory = new JedisConnectionFactory(new RedisStandaloneConfiguration(host, port));
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    private static LettuceConnectionFactory started(LettuceConnectionFactory factory) {
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }
}
