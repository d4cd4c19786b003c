package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.ClaimRequest;
import java.sql.SQLException;

/** MariaDB 10.5 and later. */
final class MariaDbDialect extends MySqlDialect {

    /** VALUES(created_at) is the present. */
    private static final String TAKEABLE = """
            format = 1 AND OCTET_LENGTH(owner) = 16 AND token > 0 AND attempt > 0
            AND (state IN ('C', 'S') AND expires_at <= VALUES(created_at)
                 OR state = 'C' AND (owner = VALUES(owner)
                    OR {takeover} AND lease_until <= VALUES(created_at) AND fingerprint = VALUES(fingerprint)))
            """;

    /**
     * Assignments see what those to their left have assigned. The order keeps {@code takeable} as it was before the first:
     * token, attempt, created_at, operation, outcome and payload cannot change it; a taken record's fingerprint, owner and
     * state become the new owner's, which is takeable for as long as the two that decide on time are left, and those come
     * last; a record that is not takeable is never changed.
     */
    private static final String CLAIM =
            """
            INSERT INTO {table} (id, format, state, fingerprint, operation, owner, token, attempt,
                                 lease_until, expires_at, purge_after, created_at)
            VALUES (?, 1, 'C', ?, ?, ?, 1, 1, {now} + ?, {now} + ?, {now} + ?, {now})
            ON DUPLICATE KEY UPDATE
                token = IF({takeable} AND NOT (owner = VALUES(owner) AND expires_at > VALUES(created_at)),
                           token + 1, token),
                attempt = IF({takeable}, CASE WHEN expires_at <= VALUES(created_at) THEN 1
                                              WHEN owner = VALUES(owner) THEN attempt ELSE attempt + 1 END, attempt),
                created_at = IF({takeable} AND expires_at <= VALUES(created_at), VALUES(created_at), created_at),
                operation = IF({takeable}, VALUES(operation), operation),
                outcome = IF({takeable}, NULL, outcome),
                payload = IF({takeable}, NULL, payload),
                purge_after = IF({takeable}, VALUES(purge_after), purge_after),
                fingerprint = IF({takeable}, VALUES(fingerprint), fingerprint),
                owner = IF({takeable}, VALUES(owner), owner),
                state = IF({takeable}, 'C', state),
                expires_at = IF({takeable}, VALUES(expires_at), expires_at),
                lease_until = IF({takeable}, VALUES(lease_until), lease_until)
            RETURNING %s, payload
            """.formatted(StoredRecord.COLUMNS).replace("{takeable}", "(" + TAKEABLE.strip() + ")");

    private static final int STATEMENT_TIMEOUT = 1969;

    MariaDbDialect() {
        super("mariadb");
    }

    @Override
    ClaimProtocol claimProtocol(String table) {
        return new SingleStatementClaim(render(CLAIM, table), MariaDbDialect::arguments);
    }

    @Override
    TransactionalClaim transactionalClaim(String table) {
        return new MariaDbTransactionalClaim(new SingleStatementClaim(render(CLAIM, table), MariaDbDialect::arguments));
    }

    @Override
    boolean lockTimeout(SQLException e) {
        return super.lockTimeout(e) || e.getErrorCode() == STATEMENT_TIMEOUT;
    }

    private static Object[] arguments(ClaimRequest request) {
        long retention = Micros.of(request.retention());
        return new Object[] {
            request.key().bytes(),
            request.fingerprint().bytes(),
            request.operation(),
            request.owner().bytes(),
            Micros.of(request.lease()),
            retention,
            retention
        };
    }
}
