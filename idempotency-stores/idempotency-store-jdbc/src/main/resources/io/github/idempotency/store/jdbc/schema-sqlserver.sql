-- Idempotency records, version 2. Creates what is missing and upgrades what is older.
-- Safe to run again and by several instances at once.
-- lease_until, expires_at, purge_after and created_at are microseconds since 1970 UTC.
-- state: C claimed, S settled. outcome: R result, F failure, U unknown, X unrecorded.
-- 2714: another instance has just created it.
BEGIN TRY
    IF OBJECT_ID(N'idempotency_record', N'U') IS NULL
        CREATE TABLE idempotency_record (
            id          BINARY(32)     NOT NULL PRIMARY KEY,
            format      SMALLINT       NOT NULL,
            state       CHAR(1)        COLLATE Latin1_General_BIN2 NOT NULL,
            fingerprint VARBINARY(64)  NOT NULL,
            operation   NVARCHAR(200)  NOT NULL,
            owner       VARBINARY(16)  NOT NULL,
            token       BIGINT         NOT NULL,
            attempt     INT            NOT NULL,
            lease_until BIGINT         NOT NULL,
            expires_at  BIGINT         NOT NULL,
            purge_after BIGINT         NOT NULL,
            created_at  BIGINT         NOT NULL,
            outcome     CHAR(1)        COLLATE Latin1_General_BIN2,
            payload     VARBINARY(MAX),
            INDEX idempotency_record_purge_idx (purge_after)
        )
END TRY
BEGIN CATCH
    IF ERROR_NUMBER() <> 2714
        THROW
END CATCH;
-- The highest version that has been run here.
BEGIN TRY
    IF OBJECT_ID(N'idempotency_record_version', N'U') IS NULL
        CREATE TABLE idempotency_record_version (version INT NOT NULL PRIMARY KEY)
END TRY
BEGIN CATCH
    IF ERROR_NUMBER() <> 2714
        THROW
END CATCH;
INSERT INTO idempotency_record_version (version)
SELECT 2 WHERE NOT EXISTS (SELECT 1 FROM idempotency_record_version WITH (UPDLOCK, HOLDLOCK) WHERE version = 2);
