package io.github.idempotency.store;

import io.github.idempotency.Outcome;
import java.time.Duration;

/**
 * Keeps the records of keys. Implementations keep the numbered invariants of this package's description and are
 * thread-safe.
 *
 * <p>Every method answers or throws within the store's configured timeout, also when its server accepts the request and
 * never replies. The four verbs throw {@link StoreUnavailableException} when the store could not be reached or did not
 * answer in time (the effect of the call is then unknown and it may be repeated with the same arguments), and {@link
 * UnreadableRecordException} when the record is corrupt or was written by a newer version.
 */
public interface IdempotencyStore {

    /** Takes the key, or tells in one atomic step why it cannot be taken; never waits for another owner. */
    Claim claim(ClaimRequest request);

    /**
     * Lets the lease run for {@code extension} from now.
     *
     * @return whether the lease is still the caller's; {@code false} changes nothing
     */
    boolean renew(Lease lease, Duration extension);

    /**
     * Records how the call ended and keeps it for {@code retention} from now.
     *
     * @return whether this outcome is the recorded one; {@code false} if another owner has taken over or settled the
     *     record, or the record is gone, and nothing was changed
     */
    boolean complete(Lease lease, Outcome outcome, Duration retention);

    /**
     * Forgets the claim, because nothing was done under it.
     *
     * @return whether the lease was the caller's; {@code false} changes nothing
     */
    boolean release(Lease lease);

    /** What this store promises; constant over its life. */
    StoreTraits traits();
}
