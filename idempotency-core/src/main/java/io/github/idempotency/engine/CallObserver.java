package io.github.idempotency.engine;

/**
 * Watches every call of an engine, from before its key is claimed until it has ended. Thread-safe. What it throws is
 * logged and swallowed: it does not decide over a call.
 */
@FunctionalInterface
public interface CallObserver {

    /** A call begins; the observation hears everything about it and nothing about others. */
    CallObservation begin(ObservedCall call);
}
