package io.github.idempotency.autoconfigure.store.jdbc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the store uses its database.
 *
 * @param table Name of the table, optionally with its schema in front.
 * @param initializeSchema Database schema initialization mode.
 * @param platform Platform whose dialect and schema script are used: 'postgresql', 'h2', 'mysql', 'mariadb', 'hsqldb',
 *     'sqlite', 'oracle', 'sqlserver', 'cockroachdb' or 'yugabytedb'. Auto-detected by default.
 * @param maxPayload Maximum size of a recorded answer.
 * @param coalesce Whether claims or completions that wait at the same moment share a statement and a commit (PostgreSQL).
 * @param purgeInterval Time between removals of expired records. Set to 0 to leave them to a job of your own.
 * @param purgeBatchSize Maximum number of expired records removed by one statement.
 */
@ConfigurationProperties("idempotency.jdbc")
public record JdbcStoreProperties(
        @DefaultValue("idempotency_record") String table,
        @DefaultValue("embedded") SchemaInitialization initializeSchema,
        @Nullable String platform,
        @DefaultValue("8MB") DataSize maxPayload,
        @DefaultValue("true") boolean coalesce,
        @DefaultValue("1m") Duration purgeInterval,
        @DefaultValue("500") int purgeBatchSize) {}
