package io.github.idempotency.sample.demo;

import org.jspecify.annotations.Nullable;

/**
 * A payment as it arrived at the server.
 *
 * @param number counts the calls, from 1
 * @param time when it arrived, in milliseconds since 1970
 * @param action what the visitor of the page did; empty for other clients
 * @param status the answer's; 0 while the call runs
 * @param outcome {@code running}, {@code executed}, {@code replayed}, {@code unprotected}, {@code failed}, what else
 *     became of the work ({@code released} …), or the code of a refusal
 * @param digest of the key, short; {@code null} without one
 * @param millis how long it took
 */
record Call(
        long number,
        long time,
        String action,
        int status,
        String outcome,
        @Nullable String digest,
        long millis) {

    /** The same call, of which is known now what became of it. */
    Call become(String outcome) {
        return new Call(number, time, action, status, outcome, digest, millis);
    }
}
