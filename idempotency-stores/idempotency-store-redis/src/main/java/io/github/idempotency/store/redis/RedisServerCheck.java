package io.github.idempotency.store.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisServerCommands;

/**
 * Looks at start-up whether a Redis is fit to keep records: it must be 6.0 or newer, and it must not evict keys. Every
 * record has an expiry, so {@code volatile-*} policies evict live claims and recorded answers just as {@code allkeys-*}
 * ones do; only {@code noeviction} is safe. And where the store waits for replicas, there have to be as many.
 */
public final class RedisServerCheck {

    private static final String POLICY = "maxmemory_policy";
    private static final String VERSION = "redis_version";
    private static final String SAFE_POLICY = "noeviction";
    private static final String REPLICAS = "connected_slaves";
    private static final int OLDEST_VERSION = 6;

    private RedisServerCheck() {}

    /**
     * What an operator should be warned of, in sentences to be logged; empty if all is well. Never throws: a server that
     * cannot be reached or asked within the timeout is a warning, too.
     */
    public static List<String> warnings(RedisConnectionFactory connections, RedisStoreSettings settings) {
        Duration timeout = settings.timeout();
        FutureTask<List<String>> check = new FutureTask<>(() -> ask(connections, settings.waitForReplicas()));
        Thread thread = new Thread(check, "idempotency-redis-check");
        thread.setDaemon(true);
        thread.start();
        try {
            return Deadline.in(timeout).await(check);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(unchecked("the check was interrupted"));
        } catch (TimeoutException e) {
            return List.of(unchecked("it did not answer within " + timeout.toMillis() + " ms"));
        } catch (ExecutionException e) {
            return List.of(unchecked("it could not be asked (" + e.getCause() + ")"));
        }
    }

    private static List<String> ask(RedisConnectionFactory connections, int replicas) {
        try (RedisConnection connection = connections.getConnection()) {
            RedisServerCommands server = connection.serverCommands();
            List<String> warnings = new ArrayList<>();
            for (String version : values(info(server, "server"), VERSION)) {
                if (major(version) < OLDEST_VERSION) {
                    warnings.add(
                            "Redis " + version + " is too old for the idempotency store, whose scripts are made for "
                                    + OLDEST_VERSION + ".0 and newer: upgrade it");
                }
            }
            Set<String> policies = values(info(server, "memory"), POLICY);
            if (policies.isEmpty()) {
                policies = values(config(server), POLICY);
            }
            if (policies.isEmpty()) {
                warnings.add(unchecked("its user may neither use INFO nor CONFIG GET"));
            }
            for (String policy : policies) {
                if (!policy.equals(SAFE_POLICY)) {
                    warnings.add("Redis evicts keys when its memory is full (maxmemory-policy is " + policy
                            + "): idempotency records would be forgotten and their calls executed again. Set"
                            + " maxmemory-policy to " + SAFE_POLICY + " or use a Redis of its own for them");
                }
            }
            if (replicas > 0) {
                warnings.addAll(missingReplicas(info(server, "replication"), replicas));
            }
            return warnings;
        }
    }

    private static List<String> missingReplicas(Properties replication, int wanted) {
        return replication.stringPropertyNames().stream()
                .filter(name -> name.endsWith(REPLICAS))
                // A cluster's replicas have none of their own.
                .filter(name -> !"slave".equals(replication.getProperty(name.replace(REPLICAS, "role"))))
                .map(replication::getProperty)
                .filter(count -> count.matches("\\d{1,6}") && Integer.parseInt(count) < wanted)
                .distinct()
                .map(count -> "Redis has " + count + " replicas, and idempotency.redis.wait-for-replicas is " + wanted
                        + ": until it has as many, every call with a new key is refused. Connect replicas, or lower it")
                .toList();
    }

    /** Of a cluster, the properties of every node, with the node's name before each. */
    private static Properties info(RedisServerCommands server, String section) {
        try {
            return orNone(server.info(section));
        } catch (RuntimeException e) {
            return refused(e);
        }
    }

    private static Properties config(RedisServerCommands server) {
        try {
            return orNone(server.getConfig("maxmemory-policy"));
        } catch (RuntimeException e) {
            return refused(e);
        }
    }

    /** An access list or a managed service may forbid it; that is no reason not to try the other way. */
    private static Properties refused(RuntimeException failure) {
        if (Failures.answered(failure, "NOPERM") || Failures.answered(failure, "ERR")) {
            return new Properties();
        }
        throw failure;
    }

    private static Properties orNone(Properties properties) {
        return properties == null ? new Properties() : properties;
    }

    private static Set<String> values(Properties properties, String name) {
        Set<String> values = new TreeSet<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.replace('-', '_').endsWith(name)) {
                values.add(properties.getProperty(key).toLowerCase(Locale.ROOT));
            }
        }
        return values;
    }

    private static int major(String version) {
        try {
            return Integer.parseInt(version.split("\\.", 2)[0]);
        } catch (NumberFormatException e) {
            // Nothing is known about it, so nothing is wrong with it.
            return Integer.MAX_VALUE;
        }
    }

    private static String unchecked(String why) {
        return "The Redis of the idempotency store could not be checked: " + why
                + ". Make sure that its maxmemory-policy is " + SAFE_POLICY;
    }
}
