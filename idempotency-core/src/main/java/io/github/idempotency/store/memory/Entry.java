package io.github.idempotency.store.memory;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.RecordView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One record, immutable: every change replaces it, so a reader without a lock still sees one moment of it.
 *
 * @param createdAt when the first owner was granted the key, in nanoseconds of the store's ticker
 * @param due where the record stands in the expiry queue; never later than its end when it was queued
 * @param leaseEnd when the owner may be replaced, in nanoseconds of the store's ticker
 * @param expiry when the record ends, in nanoseconds of the store's ticker
 */
record Entry(
        Fingerprint fingerprint,
        String operation,
        Owner owner,
        long token,
        int attempt,
        long createdAt,
        long leaseEnd,
        long expiry,
        Due due,
        @Nullable Outcome outcome) {

    boolean expired(long now) {
        return expiry <= now;
    }

    boolean live(long now) {
        return leaseEnd > now;
    }

    boolean belongsTo(Lease lease) {
        return token == lease.token() && owner.equals(lease.owner());
    }

    int payloadBytes() {
        return outcome == null ? 0 : outcome.payload().length;
    }

    /** Whether a claim changes the record: the owner repeats itself, or takes over what another has abandoned. */
    boolean grantableTo(ClaimRequest request, long now) {
        if (outcome != null) {
            return false;
        }
        return owner.equals(request.owner())
                || (!live(now) && request.takeover() && fingerprint.equals(request.fingerprint()));
    }

    /** A longer lease never lets the record end before it, and never brings the end of the record forward. */
    Entry withLease(long newLeaseEnd, long notBefore) {
        return new Entry(
                fingerprint,
                operation,
                owner,
                token,
                attempt,
                createdAt,
                newLeaseEnd,
                Math.max(expiry, notBefore),
                due,
                outcome);
    }

    Entry passedTo(Owner newOwner, long newToken, long newLeaseEnd, long newExpiry) {
        return new Entry(
                fingerprint,
                operation,
                newOwner,
                newToken,
                attempt + 1,
                createdAt,
                newLeaseEnd,
                newExpiry,
                due,
                outcome);
    }

    Entry settled(Outcome how, long newExpiry) {
        return new Entry(fingerprint, operation, owner, token, attempt, createdAt, leaseEnd, newExpiry, due, how);
    }

    /** Nobody has the new owner's nonce, so no lease fits any more. */
    Entry resolved(Outcome how, long newExpiry) {
        return new Entry(
                fingerprint, operation, Owner.next(), token, attempt, createdAt, leaseEnd, newExpiry, due, how);
    }

    Entry queuedAs(Due newDue) {
        return new Entry(fingerprint, operation, owner, token, attempt, createdAt, leaseEnd, expiry, newDue, outcome);
    }

    /** Gives back what it takes up, its place in the queue last; null, which is what the map is to keep of it. */
    @Nullable
    Entry forgotten(ExpiryQueue queue, Room room) {
        room.returnBytes(payloadBytes());
        room.returnRecord();
        queue.remove(due);
        return null;
    }

    Claim granted(IdempotencyKey key) {
        return new Claim.Granted(new Lease(key, owner, token), attempt);
    }

    /** What everyone but the owner is told. */
    Claim refused(long now) {
        if (outcome != null) {
            return new Claim.Settled(fingerprint, outcome);
        }
        return live(now)
                ? new Claim.Held(fingerprint, Duration.ofNanos(leaseEnd - now))
                : new Claim.Abandoned(fingerprint, attempt);
    }

    RecordView view(IdempotencyKey key, long now) {
        RecordView.State state = state(now);
        return new RecordView(
                key,
                operation,
                state,
                attempt,
                Duration.ofNanos(Math.max(0, now - createdAt)),
                state == RecordView.State.CLAIMED ? Duration.ofNanos(leaseEnd - now) : Duration.ZERO,
                Duration.ofNanos(expiry - now),
                payloadBytes());
    }

    /** Whether it is an operator's turn. */
    boolean waiting(long now) {
        RecordView.State state = state(now);
        return !expired(now) && (state == RecordView.State.ABANDONED || state == RecordView.State.HELD);
    }

    RecordView.State state(long now) {
        if (outcome != null) {
            return outcome.kind() == Outcome.Kind.UNKNOWN ? RecordView.State.HELD : RecordView.State.SETTLED;
        }
        return live(now) ? RecordView.State.CLAIMED : RecordView.State.ABANDONED;
    }
}
