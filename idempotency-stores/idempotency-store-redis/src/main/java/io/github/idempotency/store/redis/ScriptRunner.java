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

    /**
     * As {@link #run}; and where the script says that it has written what it was asked to (by the number 1 in front), waits
     * for replicas to have it.
     *
     * @throws io.github.idempotency.store.StoreUnavailableException if there is no reply, or nobody to wait for; whether the
     *     script has run is then unknown
     */
    Acknowledged runAcknowledged(Script script, byte[] key, byte[]... arguments);

    /**
     * The replies of a script on each of several keys, in their order; in few round trips where client and servers allow it.
     *
     * @throws io.github.idempotency.store.StoreUnavailableException if one of them is missing
     */
    List<List<?>> runEach(Script script, List<byte[]> keys);

    /**
     * For every primary a key which it has, so that a script can be sent to it.
     *
     * @param prefix what these keys begin with
     * @throws io.github.idempotency.store.StoreUnavailableException if the servers cannot be asked
     */
    List<byte[]> keyOfEveryPrimary(String prefix);

    @Override
    void close();
}
