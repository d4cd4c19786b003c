package io.github.idempotency.engine;

/**
 * Hears what the engine does. Called on the thread that does it: be quick, do not block. An exception thrown here is
 * logged and swallowed.
 */
@FunctionalInterface
public interface EngineListener {

    void onEvent(EngineEvent event);
}
