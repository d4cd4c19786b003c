package io.github.idempotency.store;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.Outcome;
import java.time.Duration;
import java.util.function.Function;

/** A store's answer to a {@link ClaimRequest}; true of the stored record at one instant during the call. */
public sealed interface Claim {

    /**
     * The caller may execute.
     *
     * @param lease what to renew, complete or release with
     * @param attempt 1 for the first owner of the record, one more for every takeover
     */
    record Granted(Lease lease, int attempt) implements Claim {}

    /**
     * Another owner holds a live lease.
     *
     * @param fingerprint what that owner was asked for
     * @param remaining how long its lease still runs if it is not renewed; never negative
     */
    record Held(Fingerprint fingerprint, Duration remaining) implements Claim {}

    /**
     * An owner vanished and the request could not take over: it did not allow it, or asked for something else.
     *
     * @param fingerprint what the vanished owner was asked for
     * @param attempt the vanished attempt's number
     */
    record Abandoned(Fingerprint fingerprint, int attempt) implements Claim {}

    /**
     * The call has ended and its retention has not.
     *
     * @param fingerprint what was asked for
     * @param outcome how it ended
     */
    record Settled(Fingerprint fingerprint, Outcome outcome) implements Claim {}

    /** Exactly one function is applied, the one for this claim's kind. */
    default <T> T fold(
            Function<? super Granted, ? extends T> granted,
            Function<? super Held, ? extends T> held,
            Function<? super Abandoned, ? extends T> abandoned,
            Function<? super Settled, ? extends T> settled) {
        if (this instanceof Granted it) {
            return granted.apply(it);
        }
        if (this instanceof Held it) {
            return held.apply(it);
        }
        if (this instanceof Abandoned it) {
            return abandoned.apply(it);
        }
        return settled.apply((Settled) this);
    }
}
