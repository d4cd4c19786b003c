-- Idempotency records. Safe to run again and by several instances at once.
-- lease_until, expires_at, purge_after and created_at are microseconds since 1970 UTC:
--   SELECT encode(id, 'hex'), operation, state, attempt, to_timestamp(expires_at / 1e6) FROM idempotency_record
-- state: C claimed, S settled. outcome: R result, F failure, U unknown, X unrecorded.
-- purge_after is at most expires_at and changes less often, which keeps updates off the index.
-- The lock makes instances that start together queue here, because IF NOT EXISTS alone does not.
DO '
BEGIN
    PERFORM pg_advisory_xact_lock(7263910455127);
    CREATE TABLE IF NOT EXISTS idempotency_record (
        id          BYTEA        NOT NULL PRIMARY KEY,
        format      SMALLINT     NOT NULL,
        state       CHAR(1)      NOT NULL,
        fingerprint BYTEA        NOT NULL,
        operation   VARCHAR(200) NOT NULL,
        owner       BYTEA        NOT NULL,
        token       BIGINT       NOT NULL,
        attempt     INTEGER      NOT NULL,
        lease_until BIGINT       NOT NULL,
        expires_at  BIGINT       NOT NULL,
        purge_after BIGINT       NOT NULL,
        created_at  BIGINT       NOT NULL,
        outcome     CHAR(1),
        payload     BYTEA
    ) WITH (fillfactor = 70);
    CREATE INDEX IF NOT EXISTS idempotency_record_purge_idx ON idempotency_record (purge_after);
END';
