-- Brings the idempotency tables from version 1 to version 2, which records the version; records stay as they are.
-- Safe to run again and by several instances at once, while the application is at work.
CREATE TABLE IF NOT EXISTS idempotency_record_version (version INTEGER NOT NULL PRIMARY KEY);
MERGE INTO idempotency_record_version (version) KEY (version) VALUES (2);
