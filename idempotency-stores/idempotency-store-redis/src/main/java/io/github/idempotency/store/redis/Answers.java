package io.github.idempotency.store.redis;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordView;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Turns replies into the words of the SPI; the scripts' first lines say what is where. */
final class Answers {

    private static final int GRANTED = 1;
    private static final int HELD = 2;
    private static final int ABANDONED = 3;
    private static final int SETTLED = 5;

    private Answers() {}

    static Claim claim(Reply reply, ClaimRequest request) {
        int code = reply.code();
        if (code == GRANTED) {
            Lease lease = new Lease(request.key(), request.owner(), reply.number(1));
            return new Claim.Granted(lease, reply.integer(2));
        }
        if (code == SETTLED) {
            return new StoredValue(reply, reply.bytes(1)).settled();
        }
        Fingerprint fingerprint = fingerprint(reply);
        if (code == HELD) {
            return new Claim.Held(fingerprint, Duration.ofMillis(reply.number(2)));
        }
        if (code == ABANDONED) {
            return new Claim.Abandoned(fingerprint, reply.integer(2));
        }
        throw reply.nonsense();
    }

    static RecordView view(Reply reply, IdempotencyKey key) {
        long leaseMillis = reply.number(4);
        RecordView.State state = state(reply, leaseMillis);
        long retentionMillis = reply.number(5);
        return new RecordView(
                key,
                reply.text(6),
                state,
                reply.integer(3),
                // Negative if the clock was set back.
                Duration.of(Math.max(0, reply.number(8)), ChronoUnit.MICROS),
                state == RecordView.State.CLAIMED ? Duration.ofMillis(leaseMillis) : Duration.ZERO,
                // Negative if somebody has taken the expiry off the key.
                retentionMillis < 0 ? ChronoUnit.FOREVER.getDuration() : Duration.ofMillis(retentionMillis),
                reply.integer(7));
    }

    private static RecordView.State state(Reply reply, long leaseMillis) {
        if (reply.integer(1) == 'C') {
            return leaseMillis > 0 ? RecordView.State.CLAIMED : RecordView.State.ABANDONED;
        }
        return kind(reply, 2) == Outcome.Kind.UNKNOWN ? RecordView.State.HELD : RecordView.State.SETTLED;
    }

    private static Fingerprint fingerprint(Reply reply) {
        try {
            return Fingerprint.fromBytes(reply.bytes(1));
        } catch (IllegalArgumentException e) {
            throw reply.unreadable("its fingerprint is too long", e);
        }
    }

    private static Outcome.Kind kind(Reply reply, int index) {
        try {
            return Outcome.Kind.fromCode(reply.integer(index));
        } catch (IllegalArgumentException e) {
            throw reply.unreadable("its outcome is of an unknown kind", e);
        }
    }
}
