package io.github.idempotency.store.redis;

import java.util.List;

/**
 * A script's reply, and whether what the script wrote is safe.
 *
 * @param reply as that of {@link ScriptRunner#run}
 * @param safe whether as many replicas as asked for have it; true, too, where nothing was written
 */
record Acknowledged(List<?> reply, boolean safe) {

    /** Scripts that wrote what was asked for say so with their first number. */
    static boolean wrote(List<?> reply) {
        return !reply.isEmpty() && reply.get(0) instanceof Long code && code == 1;
    }
}
