-- Brings the idempotency tables from version 1 to version 2, which records the version; records stay as they are.
-- Safe to run again and by several instances at once, while the application is at work.
CREATE TABLE IF NOT EXISTS idempotency_record_version (version INT NOT NULL PRIMARY KEY) ENGINE = InnoDB;
INSERT IGNORE INTO idempotency_record_version (version) VALUES (2);
