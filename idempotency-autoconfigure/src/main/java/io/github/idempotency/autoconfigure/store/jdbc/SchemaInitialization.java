package io.github.idempotency.autoconfigure.store.jdbc;

/** When the table is created at start-up. */
public enum SchemaInitialization {
    /** In every database. */
    ALWAYS,
    /** In databases that live inside this process only. */
    EMBEDDED,
    /** Never: a migration tool or an administrator runs the script. */
    NEVER
}
