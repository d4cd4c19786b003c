package io.github.idempotency.autoconfigure.store.redis;

import io.github.idempotency.autoconfigure.StoreChoice;
import io.github.idempotency.store.redis.RedisServerCheck;
import io.github.idempotency.store.redis.RedisStoreSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Warns of a Redis that forgets keys or lacks replicas, once the application is up and without keeping it from being so. */
final class RedisServerReport implements ApplicationListener<ContextRefreshedEvent> {

    private static final Logger log = LoggerFactory.getLogger(RedisServerReport.class);

    private final ConfigurableApplicationContext context;
    private final StoreChoice choice;
    private final RedisStoreSettings settings;

    RedisServerReport(ConfigurableApplicationContext context, StoreChoice choice, RedisStoreSettings settings) {
        this.context = context;
        this.choice = choice;
        this.settings = settings;
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        if (context.equals(event.getApplicationContext()) && choice.isChosen(RedisStoreAutoConfiguration.NAME)) {
            RedisConnectionFactory connections = context.getBean(RedisConnectionFactory.class);
            Thread thread = new Thread(() -> report(connections), "idempotency-redis-report");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void report(RedisConnectionFactory connections) {
        for (String warning : RedisServerCheck.warnings(connections, settings)) {
            // An application that ends early takes its connections along, which is nothing to warn of.
            if (context.isActive()) {
                log.warn("{}.", warning);
            }
        }
    }
}
