package io.github.idempotency.store.redis;

import java.util.List;

/** Runs a script on the server that has its key. Thread-safe. */
interface ScriptRunner extends AutoCloseable {

    /**
     * The script's reply: numbers as {@link Long}, strings as {@code byte[]}. One round trip, except for the first time a
     * server sees the script.
     *
     * @throws io.github.idempotency.store.StoreUnavailableException if there is no reply; whether the script has run is
     *     then unknown
     */
    List<?> run(Script script, byte[] key, byte[]... arguments);

    @Override
    void close();
}
