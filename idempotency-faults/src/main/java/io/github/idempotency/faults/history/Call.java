package io.github.idempotency.faults.history;

/**
 * One request as its client saw it.
 *
 * @param key what was called, by whom and with which key
 * @param process the application process it was sent to, as in {@link Outage#target}
 * @param sentNanos {@link System#nanoTime} before the first byte was sent
 * @param endedNanos {@link System#nanoTime} when the answer was complete, or the client gave up
 * @param answer what came back
 */
public record Call(CallKey key, String process, long sentNanos, long endedNanos, Answer answer) {}
