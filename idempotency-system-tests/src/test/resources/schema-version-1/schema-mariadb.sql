-- Idempotency records. Safe to run again and by several instances at once.
-- lease_until, expires_at, purge_after and created_at are microseconds since 1970 UTC.
-- state: C claimed, S settled. outcome: R result, F failure, U unknown, X unrecorded.
-- Binary columns throughout, because a collation would take different keys for the same one.
-- Keep max_allowed_packet well above the largest outcome that may be recorded.
CREATE TABLE IF NOT EXISTS idempotency_record (
    id          BINARY(32)    NOT NULL PRIMARY KEY,
    format      SMALLINT      NOT NULL,
    state       CHAR(1)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    fingerprint VARBINARY(64) NOT NULL,
    operation   VARCHAR(200)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    owner       VARBINARY(16) NOT NULL,
    token       BIGINT        NOT NULL,
    attempt     INT           NOT NULL,
    lease_until BIGINT        NOT NULL,
    expires_at  BIGINT        NOT NULL,
    purge_after BIGINT        NOT NULL,
    created_at  BIGINT        NOT NULL,
    outcome     CHAR(1)       CHARACTER SET ascii COLLATE ascii_bin,
    payload     LONGBLOB,
    INDEX idempotency_record_purge_idx (purge_after)
) ENGINE = InnoDB;
