package io.github.idempotency.faults.history;

/**
 * One effect, from a ledger outside of the store.
 *
 * @param key for what it was done
 * @param effect its number: no two effects have the same one, unless a downstream service recognised the repetition
 * @param process the application process that did it
 * @param nanos {@link System#nanoTime} of the driver when it learned of it; 0 if unknown, which will not do
 *     for {@link Repeats#AFTER_AN_OUTAGE}
 */
public record Effect(CallKey key, String effect, String process, long nanos) {}
