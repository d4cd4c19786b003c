package io.github.idempotency;

/** How the record of a call stands to the transaction of the application's writes. */
public enum TransactionMode {
    /** The claim and the recorded answer are committed by themselves; a crash in between leaves an open question. */
    SEPARATE,
    /** Claim, writes and recorded answer are committed together or not at all; only in a store that shares the database. */
    SAME
}
