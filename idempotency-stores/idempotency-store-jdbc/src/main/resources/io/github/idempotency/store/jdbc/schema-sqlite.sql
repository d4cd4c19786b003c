-- Idempotency records, version 2. Creates what is missing and upgrades what is older.
-- Safe to run again and by several instances at once.
-- lease_until, expires_at, purge_after and created_at are microseconds since 1970 UTC.
-- state: C claimed, S settled. outcome: R result, F failure, U unknown, X unrecorded.
-- SELECT hex(id), operation, state, attempt, datetime(expires_at / 1000000, 'unixepoch') FROM idempotency_record
CREATE TABLE IF NOT EXISTS idempotency_record (
    id          BLOB    NOT NULL PRIMARY KEY,
    format      INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    fingerprint BLOB    NOT NULL,
    operation   TEXT    NOT NULL,
    owner       BLOB    NOT NULL,
    token       INTEGER NOT NULL,
    attempt     INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    purge_after INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    outcome     TEXT,
    payload     BLOB
);
CREATE INDEX IF NOT EXISTS idempotency_record_purge_idx ON idempotency_record (purge_after);
-- The highest version that has been run here.
CREATE TABLE IF NOT EXISTS idempotency_record_version (version INTEGER NOT NULL PRIMARY KEY);
INSERT INTO idempotency_record_version (version) VALUES (2) ON CONFLICT DO NOTHING;
