package io.github.idempotency.store.memory;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.BooleanGen;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.paramgen.ThreadIdGen;
import org.jspecify.annotations.Nullable;

/**
 * What Lincheck lets its threads do to the in-memory store, with answers that can be compared with those of
 * {@link PlainRecords}. Every caller remembers its own grants, the last one and the one before, which is stale.
 */
@Param(name = "caller", gen = ThreadIdGen.class)
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "asked", gen = IntGen.class, conf = "1:2")
@Param(name = "again", gen = BooleanGen.class)
@Param(name = "stale", gen = BooleanGen.class)
@Param(name = "decision", gen = IntGen.class, conf = "0:2")
public class StoreCalls {

    /** Threads that run at the same time; before them comes the caller 0, after them the caller {@code THREADS + 1}. */
    static final int THREADS = 3;

    static final int CALLERS = THREADS + 2;

    /** Seconds. */
    static final int LEASE = 1;

    /** Seconds. */
    static final int RETENTION = 2;

    private static final Duration LEASE_TIME = Duration.ofSeconds(LEASE);
    private static final Duration RETENTION_TIME = Duration.ofSeconds(RETENTION);

    /** What an operator decides. */
    static final int SETTLE = 0;

    static final int REOPEN = 1;
    static final int DELETE = 2;

    private final AtomicLong nanos = new AtomicLong();
    private final Records records = new Records(new Room(100, 1_000), new Ticker(nanos::get));
    private final Inspection operators = records.inspection();
    private final Lease[][] last = new Lease[CALLERS][3];
    private final Lease[][] before = new Lease[CALLERS][3];
    private final long[] owners = new long[CALLERS];

    /**
     * Time stands still while calls run at the same time: when it moves between a call's look at the clock and its change,
     * the call was made at no single time of the plain rules, and is right all the same.
     */
    static boolean mayMoveTime(int caller) {
        return caller == 0 || caller > THREADS;
    }

    @Operation
    public String claim(
            @Param(name = "caller") int caller,
            @Param(name = "key") int key,
            @Param(name = "asked") int asked,
            @Param(name = "again") boolean again) {
        return records.claim(request(caller, key, asked, again))
                .fold(
                        granted -> granted(caller, key, granted),
                        held -> "held " + asked(held.fingerprint()) + " for "
                                + held.remaining().toSeconds(),
                        abandoned -> "abandoned " + asked(abandoned.fingerprint()) + " #" + abandoned.attempt(),
                        settled -> "settled " + asked(settled.fingerprint()) + " " + text(settled.outcome()));
    }

    @Operation
    public boolean renew(
            @Param(name = "caller") int caller, @Param(name = "key") int key, @Param(name = "stale") boolean stale) {
        Lease lease = lease(caller, key, stale);
        return lease != null && records.renew(lease, LEASE_TIME);
    }

    @Operation
    public boolean complete(
            @Param(name = "caller") int caller, @Param(name = "key") int key, @Param(name = "stale") boolean stale) {
        Lease lease = lease(caller, key, stale);
        Outcome outcome = Outcome.result(Integer.toString(caller).getBytes(StandardCharsets.UTF_8));
        return lease != null && records.complete(lease, outcome, RETENTION_TIME);
    }

    @Operation
    public boolean release(
            @Param(name = "caller") int caller, @Param(name = "key") int key, @Param(name = "stale") boolean stale) {
        Lease lease = lease(caller, key, stale);
        return lease != null && records.release(lease);
    }

    @Operation
    public String find(@Param(name = "key") int key) {
        return operators
                .find(key(key))
                .map(view -> view.state() + " #" + view.attempt())
                .orElse("nothing");
    }

    @Operation
    public boolean operate(@Param(name = "key") int key, @Param(name = "decision") int decision) {
        return switch (decision) {
            case SETTLE -> operators.settle(key(key), Outcome.unknown(), RETENTION_TIME);
            case REOPEN -> operators.reopen(key(key));
            default -> operators.delete(key(key));
        };
    }

    @Operation
    public void pass(@Param(name = "caller") int caller) {
        if (mayMoveTime(caller)) {
            nanos.addAndGet(LEASE_TIME.toNanos());
        }
    }

    private ClaimRequest request(int caller, int key, int asked, boolean again) {
        Lease mine = last[caller][key];
        Owner owner = again && mine != null ? mine.owner() : new Owner(caller, ++owners[caller]);
        return new ClaimRequest(key(key), owner, fingerprint(asked), "test", LEASE_TIME, RETENTION_TIME, true);
    }

    private String granted(int caller, int key, Claim.Granted granted) {
        if (!granted.lease().equals(last[caller][key])) {
            before[caller][key] = last[caller][key];
            last[caller][key] = granted.lease();
        }
        return "granted #" + granted.attempt();
    }

    private @Nullable Lease lease(int caller, int key, boolean stale) {
        return stale ? before[caller][key] : last[caller][key];
    }

    private static IdempotencyKey key(int number) {
        byte[] bytes = new byte[IdempotencyKey.LENGTH];
        bytes[0] = (byte) number;
        return IdempotencyKey.fromBytes(bytes);
    }

    private static Fingerprint fingerprint(int asked) {
        return Fingerprint.fromBytes(new byte[] {(byte) asked});
    }

    private static int asked(Fingerprint fingerprint) {
        return fingerprint.bytes()[0];
    }

    private static String text(Outcome outcome) {
        return outcome.kind() == Outcome.Kind.UNKNOWN ? "-2" : new String(outcome.payload(), StandardCharsets.UTF_8);
    }
}
