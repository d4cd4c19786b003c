-- Idempotency records, version 2. Creates what is missing and upgrades what is older.
-- Safe to run again and by several instances at once.
-- lease_until, expires_at, purge_after and created_at are microseconds since 1970 UTC.
-- state: C claimed, S settled. outcome: R result, F failure, U unknown, X unrecorded.
-- What is empty is NULL here, so fingerprint and operation may be.
-- The blocks end with a slash, as SQL*Plus, SQLcl, Flyway and Liquibase (endDelimiter) expect; -955: there is one already.
BEGIN
    EXECUTE IMMEDIATE '
        CREATE TABLE idempotency_record (
            id          RAW(32)       NOT NULL PRIMARY KEY,
            format      NUMBER(5)     NOT NULL,
            state       CHAR(1 CHAR)  NOT NULL,
            fingerprint RAW(64),
            operation   VARCHAR2(200 CHAR),
            owner       RAW(16)       NOT NULL,
            token       NUMBER(19)    NOT NULL,
            attempt     NUMBER(10)    NOT NULL,
            lease_until NUMBER(19)    NOT NULL,
            expires_at  NUMBER(19)    NOT NULL,
            purge_after NUMBER(19)    NOT NULL,
            created_at  NUMBER(19)    NOT NULL,
            outcome     CHAR(1 CHAR),
            payload     BLOB
        )';
EXCEPTION
    WHEN OTHERS THEN
        IF SQLCODE != -955 THEN
            RAISE;
        END IF;
END;
/
BEGIN
    EXECUTE IMMEDIATE 'CREATE INDEX idempotency_record_purge_idx ON idempotency_record (purge_after)';
EXCEPTION
    WHEN OTHERS THEN
        IF SQLCODE NOT IN (-955, -1408) THEN
            RAISE;
        END IF;
END;
/
-- The highest version that has been run here.
BEGIN
    EXECUTE IMMEDIATE 'CREATE TABLE idempotency_record_version (version NUMBER(10) NOT NULL PRIMARY KEY)';
EXCEPTION
    WHEN OTHERS THEN
        IF SQLCODE != -955 THEN
            RAISE;
        END IF;
END;
/
BEGIN
    INSERT INTO idempotency_record_version (version) VALUES (2);
    COMMIT;
EXCEPTION
    WHEN DUP_VAL_ON_INDEX THEN
        NULL;
END;
/
