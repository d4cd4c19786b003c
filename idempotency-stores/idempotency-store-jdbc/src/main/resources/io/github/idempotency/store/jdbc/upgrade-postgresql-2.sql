-- Brings the idempotency tables from version 1 to version 2, which records the version; records stay as they are.
-- Safe to run again and by several instances at once, while the application is at work.
DO '
BEGIN
    PERFORM pg_advisory_xact_lock(7263910455127);
    CREATE TABLE IF NOT EXISTS idempotency_record_version (version INTEGER NOT NULL PRIMARY KEY);
    INSERT INTO idempotency_record_version (version) VALUES (2) ON CONFLICT DO NOTHING;
END';
