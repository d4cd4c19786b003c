-- Idempotency records, version 2. Creates what is missing and upgrades what is older.
-- Safe to run again and by several instances at once.
-- lease_until, expires_at, purge_after and created_at are microseconds since 1970 UTC:
--   SELECT encode(id, 'hex'), operation, state, attempt, to_timestamp(expires_at / 1e6) FROM idempotency_record
-- state: C claimed, S settled. outcome: R result, F failure, U unknown, X unrecorded.
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
);
CREATE INDEX IF NOT EXISTS idempotency_record_purge_idx ON idempotency_record (purge_after);
-- The highest version that has been run here.
CREATE TABLE IF NOT EXISTS idempotency_record_version (version INTEGER NOT NULL PRIMARY KEY);
INSERT INTO idempotency_record_version (version) VALUES (2) ON CONFLICT DO NOTHING;
