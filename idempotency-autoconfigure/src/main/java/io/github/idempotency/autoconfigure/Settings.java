package io.github.idempotency.autoconfigure;

import static io.github.idempotency.autoconfigure.PropertyCheck.require;
import static io.github.idempotency.autoconfigure.PropertyCheck.requirePositive;
import static io.github.idempotency.autoconfigure.PropertyCheck.text;

import io.github.idempotency.WhenInProgress;
import io.github.idempotency.codec.RecordedPayload;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.spring.operation.OperationDefaults;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Properties as the engine takes them, once they are known not to contradict each other. */
final class Settings {

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

    private Settings() {}

    /** Bound here and now: proxies are made from these before the properties are a bean. */
    static OperationDefaults operations(Environment environment) {
        return operations(
                Binder.get(environment).bindOrCreate("idempotency", IdempotencyProperties.class),
                environment.getProperty("spring.application.name", ""));
    }

    static OperationDefaults operations(IdempotencyProperties properties, String applicationName) {
        Duration lease = properties.lease();
        Duration retention = properties.retention();
        require(
                lease.compareTo(SHORTEST_LEASE) >= 0,
                "idempotency.lease",
                lease,
                "It must be at least 100ms. Choose a few seconds: it is renewed while the call runs.");
        require(
                retention.compareTo(lease) >= 0,
                "idempotency.retention",
                retention,
                "It must not be shorter than 'idempotency.lease', which is " + text(lease) + ".");
        Duration maxWait = properties.maxWait();
        require(!maxWait.isNegative(), "idempotency.max-wait", maxWait, "It must not be negative.");
        require(
                !maxWait.isZero() || properties.whenInProgress() != WhenInProgress.WAIT,
                "idempotency.max-wait",
                maxWait,
                "It must be longer than 0 while 'idempotency.when-in-progress' is 'wait'.");
        CallPolicy policy = new CallPolicy(
                lease,
                retention,
                properties.whenInProgress(),
                maxWait,
                properties.whenAbandoned(),
                properties.whenStoreFails(),
                properties.whenFails(),
                properties.transaction());
        String namespace = properties.namespace();
        return new OperationDefaults(policy, properties.required(), namespace == null ? applicationName : namespace);
    }

    static EngineSettings engine(IdempotencyProperties properties) {
        requirePositive("idempotency.store-timeout", properties.storeTimeout());
        Duration heartbeatLimit = properties.heartbeatLimit();
        require(
                heartbeatLimit.compareTo(properties.lease()) >= 0,
                "idempotency.heartbeat-limit",
                heartbeatLimit,
                "It must not be shorter than 'idempotency.lease', which is " + text(properties.lease()) + ".");
        requireNotNegative("idempotency.max-waiters", properties.maxWaiters());
        requireNotNegative("idempotency.max-pending-completions", properties.maxPendingCompletions());
        return new EngineSettings(
                properties.storeTimeout(),
                heartbeatLimit,
                properties.maxWaiters(),
                properties.maxPendingCompletions(),
                compressAbove(properties.compressAbove()));
    }

    private static long compressAbove(@Nullable DataSize size) {
        if (size == null) {
            return RecordedPayload.UNCOMPRESSED;
        }
        require(
                !size.isNegative(),
                "idempotency.compress-above",
                size,
                "It must not be negative. Leave it out to record answers as they are.");
        return size.toBytes();
    }

    private static void requireNotNegative(String property, int value) {
        require(value >= 0, property, value, "It must not be negative.");
    }
}
