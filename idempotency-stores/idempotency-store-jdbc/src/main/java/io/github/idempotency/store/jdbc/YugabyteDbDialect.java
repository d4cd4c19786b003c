package io.github.idempotency.store.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * YugabyteDB 2.20 and later (YSQL), through the PostgreSQL driver or its own. Time is that of the node asked, so clocks may
 * differ by as much as the cluster allows its nodes.
 */
final class YugabyteDbDialect extends PostgreSqlDialect {

    /** Takes no locks beforehand: concurrent purges may meet, and the one that is undone is repeated. */
    static final String PURGE = """
            DELETE FROM {table}
             WHERE expires_at <= {now}
               AND id = ANY (ARRAY(
                   SELECT id FROM {table}
                    WHERE purge_after <= (SELECT {now}) AND expires_at <= {now}
                    ORDER BY purge_after
                    LIMIT ?))
            """;

    YugabyteDbDialect() {
        super("yugabytedb");
    }

    @Override
    String purge() {
        return PURGE;
    }

    /** Contending calls are better kept apart where every transaction may have to be repeated. */
    @Override
    @Nullable
    JoinedStatements joinedStatements(String table) {
        return null;
    }
}
