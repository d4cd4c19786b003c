package io.github.idempotency.store;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A store whose records operators can look at, and can decide about where nobody else will. Thread-safe; every method
 * throws {@link StoreUnavailableException} when the store could not be reached or did not answer in time, and {@link
 * UnreadableRecordException}, unless it says otherwise, when the record is corrupt or was written by a newer version.
 *
 * <p>Two states wait for an operator: {@link RecordView.State#HELD} and {@link RecordView.State#ABANDONED}. What {@link
 * #settle} and {@link #reopen} do to such a record they do in one atomic step, so it never happens to one that an owner has
 * taken over, renewed or completed in the meantime, and of several operators who decide at once one succeeds.
 */
public interface RecordInspector {

    /** The record of a key, unless there is none or its retention has ended. */
    Optional<RecordView> find(IdempotencyKey key);

    /**
     * The records in the given states, without those whose retention has ended. Each was true at one instant during the
     * call, not all at the same one. For people: its effort is bounded, but it may cost as much as thousands of claims.
     *
     * <p>Records that cannot be read are left out, and the listing is then not {@link RecordListing#complete}, so that one
     * of them does not hide the others.
     *
     * @param states what to look for; nothing is found if it is empty
     * @param atMost how many records to return at most, at least one
     * @throws IllegalArgumentException if {@code atMost} is less than one
     */
    RecordListing list(Set<RecordView.State> states, int atMost);

    /**
     * Ends a record that is {@link RecordView.State#HELD} or {@link RecordView.State#ABANDONED}: claims are answered with
     * this outcome and the record's fingerprint for {@code retention} from now. Whoever owned the record can neither renew,
     * complete nor release it any more.
     *
     * @param outcome of kind {@link Outcome.Kind#UNKNOWN} to leave the decision open and keep the record for longer
     * @return whether this outcome is the recorded one; {@code false} if there is no record or it is in another state, and
     *     nothing was changed
     * @throws IllegalArgumentException if the payload is larger than the store takes
     */
    boolean settle(IdempotencyKey key, Outcome outcome, Duration retention);

    /**
     * Forgets a record that is {@link RecordView.State#HELD} or {@link RecordView.State#ABANDONED}, because its call took no
     * effect: the next claim executes as the first attempt. Whoever owned the record can neither renew, complete nor
     * release what comes after it.
     *
     * @return whether it was forgotten; {@code false} if there is no record or it is in another state, and nothing was
     *     changed
     */
    boolean reopen(IdempotencyKey key);

    /**
     * Forgets a record whatever its state, also one that cannot be read, so that the next call with its key executes.
     *
     * @return whether there was a record
     */
    boolean delete(IdempotencyKey key);
}
