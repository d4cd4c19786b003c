package io.github.idempotency.autoconfigure;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What holds for every protected operation, unless its annotation says otherwise.
 *
 * @param enabled Whether to protect methods annotated with '@Idempotent'.
 * @param store Store that keeps the keys: 'redis', 'jdbc', 'memory' or the name of an IdempotencyStore bean. Chosen by
 *     what the application has configured if not set.
 * @param namespace Separates the keys of this application from those of others in the same store. Defaults to the value
 *     of 'spring.application.name'.
 * @param required Whether a call without a key is refused. Set to false to make the key optional for every operation.
 * @param lease How long an owner that went silent blocks its key. Renewed while the call runs.
 * @param retention How long a recorded answer is replayed, from the moment it was recorded.
 * @param whenInProgress What a duplicate meets while the first call runs.
 * @param maxWait Maximum time a duplicate waits if 'when-in-progress' is 'wait'.
 * @param whenAbandoned What a retry meets when the owner of the first call vanished.
 * @param whenStoreFails What a call meets when the store cannot be reached.
 * @param whenFails What an exception, or a response of status 500 and above, does to the key.
 * @param transaction How the record stands to the transaction of the application's writes.
 * @param storeTimeout Maximum time a call spends on claiming its key before it is refused.
 * @param heartbeatLimit Maximum time for which the lease of a running call is renewed.
 * @param maxWaiters Maximum number of duplicates that wait at the same time. Further ones are refused at once.
 * @param maxPendingCompletions Maximum number of answers kept in memory while the store cannot take them. Beyond 64MB
 *     in total only the fact that they were given is kept.
 * @param compressAbove Size above which answers are compressed before they are recorded. Versions without this property
 *     cannot read compressed answers. Not compressed if not set.
 */
@ConfigurationProperties("idempotency")
public record IdempotencyProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("") String store,
        @Nullable String namespace,
        @DefaultValue("true") boolean required,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("24h") Duration retention,
        @DefaultValue("reject") WhenInProgress whenInProgress,
        @DefaultValue("10s") Duration maxWait,
        @DefaultValue("reexecute") WhenAbandoned whenAbandoned,
        @DefaultValue("refuse") WhenStoreFails whenStoreFails,
        @DefaultValue("release") WhenFails whenFails,
        @DefaultValue("separate") TransactionMode transaction,
        @DefaultValue("2s") Duration storeTimeout,
        @DefaultValue("15m") Duration heartbeatLimit,
        @DefaultValue("100") int maxWaiters,
        @DefaultValue("1000") int maxPendingCompletions,
        @Nullable DataSize compressAbove) {}
