package io.github.idempotency.store.jdbc;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.UnreadableRecordException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * PostgreSQL's: arrays in, rows out, so that the statement is the same however many calls it carries. Rows are written in
 * the order of their keys, so that two of these statements cannot wait for each other.
 */
final class PostgreSqlJoinedStatements implements JoinedStatements {

    /**
     * Says for every wish what {@link PostgreSqlDialect}'s claim says for one. Somebody else's lock on one of the rows must
     * not hold up all of them, so the statement sets itself a limit, which ends with it.
     */
    private static final String CLAIM = """
            WITH wish AS (
                SELECT w.*, c.now
                  FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS varchar[]), CAST(? AS bytea[]),
                              CAST(? AS bigint[]), CAST(? AS bigint[]))
                           AS w (id, fingerprint, operation, owner, lease, retention)
                 CROSS JOIN (SELECT {now} AS now, set_config('lock_timeout', ?, TRUE)) c
            ), found AS (
                SELECT r.*, w.now,
                       r.format = 1 AND octet_length(r.owner) = 16 AND r.token > 0 AND r.attempt > 0
                       AND (r.state IN ('C', 'S') AND r.expires_at <= w.now
                            OR r.state = 'C' AND (r.owner = w.owner
                               OR {takeover} AND r.lease_until <= w.now AND r.fingerprint = w.fingerprint)) AS takeable
                  FROM wish w JOIN {table} r ON r.id = w.id
                 WHERE r.id = ANY (CAST(? AS bytea[]))
            ), granted AS (
                INSERT INTO {table} AS r (id, format, state, fingerprint, operation, owner, token, attempt,
                                          lease_until, expires_at, purge_after, created_at)
                SELECT id, 1, 'C', fingerprint, operation, owner, 1, 1,
                       now + lease, now + retention, now + retention, now
                  FROM wish w
                 WHERE NOT EXISTS (SELECT 1 FROM found f WHERE f.id = w.id AND f.takeable IS NOT TRUE)
                 ORDER BY id
                {on_conflict}
                RETURNING r.format, r.state, r.fingerprint, r.owner, r.token, r.attempt, r.lease_until, r.expires_at, r.id
            )
            SELECT format, state, fingerprint, owner, token, attempt, lease_until, expires_at, NULL, NULL, id
              FROM granted
            UNION ALL
            SELECT format, state, fingerprint, owner, token, attempt, lease_until - now, expires_at - now,
                   outcome, payload, id
              FROM found
             WHERE takeable IS NOT TRUE AND (payload IS NULL OR octet_length(payload) <= {largest})
            """;

    private static final String COMPLETE = """
            WITH wish AS (
                SELECT w.*, c.now
                  FROM unnest(CAST(? AS bytea[]), CAST(? AS bytea[]), CAST(? AS bigint[]), CAST(? AS varchar[]),
                              CAST(? AS bytea[]), CAST(? AS bigint[]))
                           AS w (id, owner, token, outcome, payload, retention)
                 CROSS JOIN (SELECT {now} AS now) c
            ), mine AS (
                SELECT r.id, w.outcome, w.payload, w.now, w.now + w.retention AS expires_at
                  FROM wish w JOIN {table} r ON r.id = w.id
                 WHERE r.id = ANY (CAST(? AS bytea[])) AND r.owner = w.owner AND r.token = w.token AND r.state = 'C' AND r.format = 1
                   AND r.expires_at > w.now
                 ORDER BY r.id
                   FOR UPDATE OF r SKIP LOCKED
            )
            UPDATE {table} r
               SET state = 'S', outcome = m.outcome, payload = m.payload, expires_at = m.expires_at,
                   purge_after = CASE WHEN m.expires_at BETWEEN r.purge_after AND r.purge_after + 60000000
                                      THEN r.purge_after ELSE m.expires_at END
              FROM mine m
             WHERE r.id = m.id
            RETURNING r.id
            """;

    private static final int KEY_COLUMN = StoredRecord.NEXT_COLUMN + 1;

    private final String claimWithTakeover;
    private final String claimWithoutTakeover;
    private final String complete;
    private final AtomicLong calls = new AtomicLong();

    PostgreSqlJoinedStatements(SqlDialect dialect, String onConflict, String table) {
        String claim = dialect.render(
                CLAIM.replace("{on_conflict}", onConflict).replace("{largest}", String.valueOf(LARGEST_PAYLOAD)),
                table);
        this.claimWithTakeover = claim.replace("{takeover}", "TRUE");
        this.claimWithoutTakeover = claim.replace("{takeover}", "FALSE");
        this.complete = dialect.render(COMPLETE, table);
    }

    @Override
    public Map<IdempotencyKey, Claim> claim(SqlSession session, List<ClaimRequest> requests, Duration longestLock)
            throws SQLException {
        Map<IdempotencyKey, Claim> answers = new HashMap<>();
        String lockMillis = String.valueOf(Math.max(1, longestLock.toMillis()));
        List<ClaimRequest> takers =
                requests.stream().filter(ClaimRequest::takeover).toList();
        answers.putAll(claim(session, takers, claimWithTakeover, lockMillis));
        List<ClaimRequest> others =
                requests.stream().filter(it -> !it.takeover()).toList();
        answers.putAll(claim(session, others, claimWithoutTakeover, lockMillis));
        return answers;
    }

    /**
     * A prepared statement keeps the plan it was given first, and that for a table still empty reads all of it, however large
     * it has grown. So this is another statement, to driver and server, whenever twice as many calls have been made.
     */
    private String planned(String statement, List<?> wishes) {
        return statement + "-- " + (Long.SIZE - Long.numberOfLeadingZeros(calls.addAndGet(wishes.size())));
    }

    private Map<IdempotencyKey, Claim> claim(
            SqlSession session, List<ClaimRequest> requests, String statement, String lockMillis) throws SQLException {
        Map<IdempotencyKey, Claim> answers = new HashMap<>();
        if (requests.isEmpty()) {
            return answers;
        }
        Map<IdempotencyKey, ClaimRequest> byKey = new HashMap<>();
        requests.forEach(request -> byKey.put(request.key(), request));
        Array ids = bytes(session, requests, it -> it.key().bytes());
        List<Map<IdempotencyKey, Claim>> rows = session.all(
                planned(statement, requests),
                row -> answer(row, byKey),
                ids,
                bytes(session, requests, it -> it.fingerprint().bytes()),
                texts(session, requests, it -> it.operation().replace('\0', ' ')),
                bytes(session, requests, it -> it.owner().bytes()),
                numbers(session, requests, it -> Micros.of(it.lease())),
                numbers(session, requests, it -> Micros.of(it.retention())),
                lockMillis,
                ids);
        rows.forEach(answers::putAll);
        return answers;
    }

    private static Map<IdempotencyKey, Claim> answer(ResultSet row, Map<IdempotencyKey, ClaimRequest> requests)
            throws SQLException {
        IdempotencyKey key = IdempotencyKey.fromBytes(row.getBytes(KEY_COLUMN));
        ClaimRequest request = requests.get(key);
        if (request == null) {
            return Map.of();
        }
        try {
            byte[] payload = row.getBytes(StoredRecord.NEXT_COLUMN);
            return Map.of(key, StoredRecord.read(key, row).answer(request, payload));
        } catch (UnreadableRecordException e) {
            return Map.of();
        }
    }

    @Override
    public Map<IdempotencyKey, Boolean> complete(SqlSession session, List<Completion> completions) throws SQLException {
        Map<IdempotencyKey, Boolean> answers = new HashMap<>();
        Array ids = bytes(session, completions, it -> it.lease().key().bytes());
        session.all(
                planned(complete, completions),
                row -> answers.put(IdempotencyKey.fromBytes(row.getBytes(1)), true),
                ids,
                bytes(session, completions, it -> it.lease().owner().bytes()),
                numbers(session, completions, it -> it.lease().token()),
                texts(
                        session,
                        completions,
                        it -> String.valueOf(it.outcome().kind().code())),
                bytes(session, completions, it -> it.outcome().payload()),
                numbers(session, completions, it -> Micros.of(it.retention())),
                ids);
        return answers;
    }

    private static <W> Array bytes(SqlSession session, List<W> wishes, Function<W, byte[]> value) throws SQLException {
        return session.connection()
                .createArrayOf("bytea", wishes.stream().map(value).toArray(byte[][]::new));
    }

    private static <W> Array texts(SqlSession session, List<W> wishes, Function<W, String> value) throws SQLException {
        return session.connection()
                .createArrayOf("varchar", wishes.stream().map(value).toArray(String[]::new));
    }

    private static <W> Array numbers(SqlSession session, List<W> wishes, Function<W, Long> value) throws SQLException {
        return session.connection()
                .createArrayOf("bigint", wishes.stream().map(value).toArray(Long[]::new));
    }
}
