package io.github.idempotency.spring.operator;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import java.util.Collection;
import java.util.List;

/**
 * A door as its operators see it: what it protects, under which identities, and how it writes an answer down. It shares
 * the code with the calls that come through the door, so that the two cannot come to differ. Thread-safe.
 */
public interface OperatorDoor {

    /** A short stable name, as in {@code http}. */
    String name();

    /** Every operation known so far. */
    Collection<KnownOperation> operations();

    /** The identities that calls with this key have at this door; empty if there can be none. */
    List<IdempotencyKey> identities(KeySearch search);

    /** What may be wrong with a search that found nothing, as sentences; empty if there is nothing to add. */
    List<String> hints(KeySearch search);

    /** Whether the answer is of the kind this door gives. */
    boolean gives(GivenAnswer answer);

    /**
     * The outcome a call would have recorded with this answer.
     *
     * @param operation the name in the record, which may be none of {@link #operations()}
     * @throws OperatorException if the answer cannot be given; the message says why
     */
    Outcome outcome(String operation, GivenAnswer answer);
}
