-- Idempotency records. Safe to run again and by several instances at once.
-- lease_until, expires_at, purge_after and created_at are microseconds since 1970 UTC.
-- state: C claimed, S settled. outcome: R result, F failure, U unknown, X unrecorded.
CREATE TABLE IF NOT EXISTS idempotency_record (
    id          BINARY(32)    NOT NULL PRIMARY KEY,
    format      SMALLINT      NOT NULL,
    state       CHAR(1)       NOT NULL,
    fingerprint VARBINARY(64) NOT NULL,
    operation   VARCHAR(200)  NOT NULL,
    owner       VARBINARY(16) NOT NULL,
    token       BIGINT        NOT NULL,
    attempt     INTEGER       NOT NULL,
    lease_until BIGINT        NOT NULL,
    expires_at  BIGINT        NOT NULL,
    purge_after BIGINT        NOT NULL,
    created_at  BIGINT        NOT NULL,
    outcome     CHAR(1),
    payload     BINARY LARGE OBJECT
);
CREATE INDEX IF NOT EXISTS idempotency_record_purge_idx ON idempotency_record (purge_after);
