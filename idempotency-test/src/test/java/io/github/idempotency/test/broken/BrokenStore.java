package io.github.idempotency.test.broken;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Abandoned;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.StoreTraits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps the contract but for one flaw; with {@link Flaw#NONE} it is the simplest store there is. */
final class BrokenStore extends BrokenDesk {

    BrokenStore(Flaw flaw, BrokenRecords records, boolean reachable) {
        super(flaw, records, reachable);
    }

    @Override
    public Claim claim(ClaimRequest request) {
        if (!reached()) {
            return new Granted(new Lease(request.key(), request.owner(), 1), 1);
        }
        if (has(Flaw.REFUSES_NAMES_THAT_ARE_NOT_ASCII)
                && !StandardCharsets.US_ASCII.newEncoder().canEncode(request.operation())) {
            throw new IllegalArgumentException("Not ASCII");
        }
        BrokenRecord earlier = has(Flaw.READS_THEN_WRITES_CLAIMS) ? read(request.key()) : null;
        Claim claim;
        synchronized (records) {
            BrokenRecord record = has(Flaw.READS_THEN_WRITES_CLAIMS) ? earlier : records.get(request.key());
            claim = claim(request, readable(record));
        }
        if (claim instanceof Held && has(Flaw.WAITS_FOR_THE_OWNER)) {
            pause(Duration.ofMillis(5_500));
        }
        return claim;
    }

    private Claim claim(ClaimRequest request, @Nullable BrokenRecord record) {
        if (record == null || gone(record)) {
            return grant(request, new BrokenRecord(), true);
        }
        boolean own = record.owner.equals(request.owner());
        boolean settled = record.outcome != null;
        if (own
                && (!settled || has(Flaw.GRANTS_SETTLED_TO_ITS_OWNER))
                && !has(Flaw.REPEATED_CLAIM_IS_REFUSED)
                && (record.live() || !has(Flaw.LATE_OWNER_IS_REFUSED))) {
            return grant(request, record, false);
        }
        if (settled && !has(Flaw.TAKES_OVER_SETTLED)) {
            return new Settled(shown(record.fingerprint, request), record.outcome);
        }
        boolean fits =
                has(Flaw.TAKEOVER_IGNORES_THE_FINGERPRINT) || record.fingerprint.equals(kept(request.fingerprint()));
        boolean may = request.takeover() || has(Flaw.TAKES_OVER_WITHOUT_PERMISSION);
        boolean over = !record.live() || (has(Flaw.TAKES_OVER_LIVE_CLAIMS) && request.takeover());
        if (over && may && fits) {
            return grant(request, record.copy(), true);
        }
        if (record.live()) {
            long left = record.leaseEnd - System.nanoTime();
            return new Held(
                    shown(record.fingerprint, request),
                    Duration.ofNanos(has(Flaw.DOES_NOT_COUNT_DOWN) ? record.lease : Math.max(1, left)));
        }
        return new Abandoned(record.fingerprint, record.attempt);
    }

    private Claim grant(ClaimRequest request, BrokenRecord record, boolean newOwner) {
        long now = System.nanoTime();
        boolean isNew = record.token == 0;
        if (newOwner) {
            record.owner = request.owner();
            record.createdAt = isNew || has(Flaw.AGES_FROM_THE_LAST_GRANT) ? now : record.createdAt;
            record.attempt += has(Flaw.ATTEMPTS_COUNT_FROM_ZERO) && isNew ? 0 : 1;
            record.token = isNew || !has(Flaw.SAME_TOKEN_ON_TAKEOVER) ? records.nextToken() : record.token;
            record.fingerprint = kept(request.fingerprint());
            record.operation = request.operation();
            record.outcome = null;
        }
        record.lease = request.lease().toNanos() / (has(Flaw.LEASES_RUN_OUT_EARLY) ? 2 : 1);
        record.leaseEnd = now + record.lease;
        Flaw leaving = newOwner ? Flaw.TAKEOVER_LEAVES_THE_EXPIRY : Flaw.REPEATED_CLAIM_LEAVES_THE_EXPIRY;
        if (isNew || !has(leaving)) {
            record.expiry = now + request.retention().toNanos();
        }
        records.put(request.key(), record);
        return new Granted(new Lease(request.key(), record.owner, record.token), record.attempt);
    }

    @Override
    public boolean renew(Lease lease, Duration extension) {
        return change(lease, Flaw.NO_FENCING, record -> {
            if (record.outcome != null) {
                return false;
            }
            long from = has(Flaw.RENEWAL_ADDS) && record.live() ? record.leaseEnd : System.nanoTime();
            record.leaseEnd = from + extension.toNanos();
            if (record.expiry - record.leaseEnd < 0 && !has(Flaw.RENEWAL_LEAVES_THE_EXPIRY)) {
                record.expiry = record.leaseEnd;
            }
            return true;
        });
    }

    @Override
    public boolean complete(Lease lease, Outcome outcome, Duration retention) {
        requireSpace(outcome);
        BrokenRecord known = glance(lease.key());
        if (known == null && has(Flaw.COMPLETES_UNKNOWN_KEYS)) {
            synchronized (records) {
                BrokenRecord made = new BrokenRecord();
                made.outcome = outcome;
                made.expiry = System.nanoTime() + retention.toNanos();
                records.put(lease.key(), made);
            }
            return true;
        }
        if (known != null && known.expired() && has(Flaw.LIES_ABOUT_LATE_COMPLETIONS)) {
            return true;
        }
        return change(lease, Flaw.COMPLETES_AFTER_TAKEOVER, record -> {
            if (record.outcome == null || has(Flaw.OVERWRITES_SETTLED)) {
                record.outcome = kept(outcome);
                if (!has(Flaw.RETENTION_RUNS_FROM_THE_CLAIM)) {
                    record.expiry = System.nanoTime() + retention.toNanos();
                }
            }
            return true;
        });
    }

    @Override
    public boolean release(Lease lease) {
        return change(lease, Flaw.RELEASE_DOES_NOT_CHECK_THE_OWNER, record -> {
            if (record.outcome != null && !has(Flaw.RELEASES_SETTLED)) {
                return false;
            }
            if (has(Flaw.RELEASE_KEEPS_THE_RECORD)) {
                record.leaseEnd = System.nanoTime();
                record.owner = Owner.next();
            } else {
                records.remove(lease.key());
            }
            return true;
        });
    }

    private boolean change(Lease lease, Flaw ignoringOwner, Predicate<BrokenRecord> change) {
        if (!reached()) {
            return false;
        }
        if (has(Flaw.READS_THEN_WRITES_COMPLETIONS)) {
            BrokenRecord earlier = read(lease.key());
            synchronized (records) {
                boolean theirs = earlier != null && theirs(earlier, lease) && change.test(earlier);
                if (theirs) {
                    records.put(lease.key(), earlier);
                }
                return theirs;
            }
        }
        synchronized (records) {
            BrokenRecord record = readable(records.get(lease.key()));
            return record != null
                    && !gone(record)
                    && (has(ignoringOwner) || theirs(record, lease))
                    && change.test(record);
        }
    }

    private boolean theirs(BrokenRecord record, Lease lease) {
        boolean owner = record.owner.equals(lease.owner());
        boolean token = record.token == lease.token();
        if (has(Flaw.LATE_OWNER_IS_REFUSED) && !record.live() && record.outcome == null) {
            return false;
        }
        return has(Flaw.NO_FENCING)
                || ((owner || has(Flaw.CHECKS_ONLY_THE_TOKEN)) && (token || has(Flaw.CHECKS_ONLY_THE_OWNER)));
    }

    private boolean gone(BrokenRecord record) {
        if (has(Flaw.FORGETS_WHEN_THE_LEASE_ENDS) && !record.live() && record.outcome == null) {
            return true;
        }
        return record.expired() && !has(Flaw.EXPIRES_BY_DELETION_ONLY);
    }

    private Fingerprint shown(Fingerprint fingerprint, ClaimRequest request) {
        return has(Flaw.ANSWERS_WITH_THE_CALLERS_FINGERPRINT) ? request.fingerprint() : fingerprint;
    }

    private Fingerprint kept(Fingerprint fingerprint) {
        byte[] bytes = fingerprint.bytes();
        return has(Flaw.KEEPS_32_BYTES_OF_A_FINGERPRINT) && bytes.length > 32
                ? Fingerprint.fromBytes(Arrays.copyOf(bytes, 32))
                : fingerprint;
    }

    private Outcome kept(Outcome outcome) {
        if (has(Flaw.FORGETS_THE_KIND)) {
            return Outcome.result(outcome.payload());
        }
        if (has(Flaw.PAYLOADS_ARE_TEXT)) {
            String text = new String(outcome.payload(), StandardCharsets.UTF_8);
            return Outcome.of(outcome.kind(), text.getBytes(StandardCharsets.UTF_8));
        }
        return outcome;
    }

    @Override
    public StoreTraits traits() {
        return new StoreTraits(has(Flaw.HAS_NO_NAME) ? "" : "broken", true, false, false, false, LIMIT);
    }

    /** A record as it was, however it changes. */
    private @Nullable BrokenRecord glance(IdempotencyKey key) {
        synchronized (records) {
            BrokenRecord record = records.get(key);
            return record == null ? null : record.copy();
        }
    }

    /** Looks at a record and lets so much time pass that somebody else can change it. */
    private @Nullable BrokenRecord read(IdempotencyKey key) {
        BrokenRecord seen = glance(key);
        pause(Duration.ofMillis(2));
        return seen;
    }
}
