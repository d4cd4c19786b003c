package io.github.idempotency.autoconfigure.store.jdbc;

/** Where the tables are created, and upgraded, at start-up. */
public enum SchemaInitialization {
    /** In every database. */
    ALWAYS,
    /** In databases that live inside this process only. */
    EMBEDDED,
    /** Never: a migration tool or an administrator runs the script. */
    NEVER
}
