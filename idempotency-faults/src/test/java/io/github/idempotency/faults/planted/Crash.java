package io.github.idempotency.faults.planted;

/** Ends a thread of a process that is no more. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;
}
