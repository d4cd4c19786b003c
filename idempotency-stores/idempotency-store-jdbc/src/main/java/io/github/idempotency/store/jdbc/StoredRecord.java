package io.github.idempotency.store.jdbc;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.UnreadableRecordException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table, checked while it is read.
 *
 * @param leaseLeft microseconds, not positive once the lease has run out
 * @param retentionLeft microseconds, not positive once the record has expired
 * @param outcome null while the record is claimed
 */
record StoredRecord(
        IdempotencyKey key,
        Fingerprint fingerprint,
        Owner owner,
        long token,
        int attempt,
        long leaseLeft,
        long retentionLeft,
        Outcome.@Nullable Kind outcome) {

    /** Written with every record; a reader that meets a higher one stops. */
    static final int FORMAT = 1;

    /** What {@link #read} expects, in this order; what is left is measured against the expression {@code {now}}. */
    static final String COLUMNS = "format, state, fingerprint, owner, token, attempt, "
            + "lease_until - {now} AS lease_left, expires_at - {now} AS retention_left, outcome";

    /** Position of the first column after {@link #COLUMNS}. */
    static final int NEXT_COLUMN = 10;

    private static final String CLAIMED = "C";
    private static final String SETTLED = "S";

    static StoredRecord read(IdempotencyKey key, ResultSet row) throws SQLException {
        int format = row.getInt(1);
        if (format != FORMAT) {
            throw new UnreadableRecordException(
                    "Record " + key + " has format " + format + ", this version reads format " + FORMAT
                            + ": roll the newer version out everywhere, or inspect and delete the record",
                    null);
        }
        try {
            return checked(key, row);
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException(
                    "Record " + key + " is corrupt (" + e.getMessage() + "): inspect and delete it", e);
        }
    }

    private static StoredRecord checked(IdempotencyKey key, ResultSet row) throws SQLException {
        String state = String.valueOf(row.getString(2));
        Outcome.Kind outcome = switch (state) {
            case CLAIMED -> null;
            case SETTLED -> kind(row.getString(9));
            default -> throw new IllegalArgumentException("unknown state '" + state + "'");
        };
        long token = row.getLong(5);
        int attempt = row.getInt(6);
        if (token < 1 || attempt < 1) {
            throw new IllegalArgumentException("token " + token + ", attempt " + attempt);
        }
        return new StoredRecord(
                key,
                Fingerprint.fromBytes(fingerprint(row)),
                Owner.fromBytes(present(row.getBytes(4), "owner")),
                token,
                attempt,
                row.getLong(7),
                row.getLong(8),
                outcome);
    }

    /** NULL is what Oracle makes of an empty one; elsewhere the column forbids it. */
    private static byte[] fingerprint(ResultSet row) throws SQLException {
        return Objects.requireNonNullElse(row.getBytes(3), Fingerprint.NONE.bytes());
    }

    private static Outcome.Kind kind(@Nullable String code) {
        return Outcome.Kind.fromCode(code == null || code.length() != 1 ? -1 : code.charAt(0));
    }

    private static byte[] present(byte @Nullable [] bytes, String column) {
        if (bytes == null) {
            throw new IllegalArgumentException("no " + column);
        }
        return bytes;
    }

    boolean expired() {
        return retentionLeft <= 0;
    }

    boolean settled() {
        return outcome != null;
    }

    /** Whether it is claimed by this owner, however long its lease. */
    boolean claimedBy(Owner candidate) {
        return outcome == null && owner.equals(candidate);
    }

    boolean heldBy(Lease lease) {
        return owner.equals(lease.owner()) && token == lease.token();
    }

    /** Whether an abandoned claim may pass on to the one who asks. */
    boolean passesTo(ClaimRequest request) {
        return outcome == null && leaseLeft <= 0 && request.takeover() && fingerprint.equals(request.fingerprint());
    }

    RecordView view(String operation, int payloadBytes, Duration age) {
        return new RecordView(
                key,
                operation,
                viewState(),
                attempt,
                age,
                outcome == null ? Micros.toDuration(leaseLeft) : Duration.ZERO,
                Micros.toDuration(retentionLeft),
                payloadBytes);
    }

    /** Whether it is an operator's turn. */
    boolean waiting() {
        return viewState() == RecordView.State.ABANDONED || viewState() == RecordView.State.HELD;
    }

    private RecordView.State viewState() {
        if (outcome == null) {
            return leaseLeft > 0 ? RecordView.State.CLAIMED : RecordView.State.ABANDONED;
        }
        return outcome == Outcome.Kind.UNKNOWN ? RecordView.State.HELD : RecordView.State.SETTLED;
    }

    /**
     * What this record means to a claim that has been decided.
     *
     * @param payload null if there is none
     */
    Claim answer(ClaimRequest request, byte @Nullable [] payload) {
        if (claimedBy(request.owner())) {
            return new Claim.Granted(new Lease(key, owner, token), attempt);
        }
        if (outcome == null) {
            return leaseLeft > 0
                    ? new Claim.Held(fingerprint, Micros.toDuration(leaseLeft))
                    : new Claim.Abandoned(fingerprint, attempt);
        }
        if (payload == null) {
            throw new UnreadableRecordException(
                    "Record " + key + " is corrupt (settled without a payload): inspect and delete it", null);
        }
        return new Claim.Settled(fingerprint, Outcome.of(outcome, payload));
    }
}
