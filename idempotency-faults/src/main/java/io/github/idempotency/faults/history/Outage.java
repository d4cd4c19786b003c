package io.github.idempotency.faults.history;

/**
 * A time in which a process or the store could not do what it was asked, and an owner may therefore have lost its lease. A
 * fault that is not noted as an outage may make the checker blame the library for what the fault did.
 *
 * <p>A kill ends in the moment it happens, because what the process held runs out from then on. A freeze ends when the
 * process goes on, a cut or pause of the store when it is healed.
 *
 * @param target the {@link Call#process process}, or {@link #STORE}
 * @param what for people: killed, frozen, connections cut, …
 * @param fromNanos {@link System#nanoTime} before it began
 * @param toNanos {@link System#nanoTime} after it ended
 */
public record Outage(String target, String what, long fromNanos, long toNanos) {

    /** The target of an outage that concerns every process. */
    public static final String STORE = "store";
}
