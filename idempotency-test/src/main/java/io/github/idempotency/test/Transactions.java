package io.github.idempotency.test;

import java.util.function.Supplier;

/** Transactions of an application, for tests of stores that take part in them. Thread-safe. */
public interface Transactions {

    /** Runs the work in a new transaction on this thread and commits it; an exception rolls back and comes through. */
    <T> T commit(Supplier<T> work);

    /** Runs the work in a new transaction on this thread and rolls it back. */
    <T> T rollBack(Supplier<T> work);

    /** An effect of the application's, in the current transaction. */
    void write(String text);

    /** How often this was written, as seen by others. */
    int written(String text);
}
