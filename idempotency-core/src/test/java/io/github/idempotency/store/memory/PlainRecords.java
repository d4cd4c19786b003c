package io.github.idempotency.store.memory;

import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.BooleanGen;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.paramgen.ThreadIdGen;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the SPI in their plainest form: look the record up, decide, write it back. One call after the other, it is
 * what {@link StoreCalls} are measured by. Several calls at once, it is a store that claims by reading and then writing.
 */
@Param(name = "caller", gen = ThreadIdGen.class)
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "asked", gen = IntGen.class, conf = "1:2")
@Param(name = "again", gen = BooleanGen.class)
@Param(name = "stale", gen = BooleanGen.class)
@Param(name = "decision", gen = IntGen.class, conf = "0:2")
public class PlainRecords {

    private static final int NONE = -1;
    private static final int OPERATOR = -2;

    /** @param outcome the caller that completed it, {@link #OPERATOR} or, as long as nobody has, {@link #NONE} */
    private record Row(int owner, int token, int attempt, int asked, int leaseEnd, int end, int outcome) {

        Row lasting(int newLeaseEnd, int atLeast) {
            return new Row(owner, token, attempt, asked, newLeaseEnd, Math.max(end, atLeast), NONE);
        }

        boolean held() {
            return outcome == OPERATOR;
        }
    }

    /** A grant, as its owner remembers it. */
    private record Grant(int owner, int token) {}

    private final @Nullable Row[] rows = new Row[3];
    private final Grant[][] last = new Grant[StoreCalls.CALLERS][3];
    private final Grant[][] before = new Grant[StoreCalls.CALLERS][3];
    private int now;
    private int tokens;
    private int owners;

    @Operation
    public String claim(
            @Param(name = "caller") int caller,
            @Param(name = "key") int key,
            @Param(name = "asked") int asked,
            @Param(name = "again") boolean again) {
        Grant mine = last[caller][key];
        int owner = again && mine != null ? mine.owner() : ++owners;
        Row row = row(key);
        if (row == null) {
            return granted(caller, key, new Row(owner, ++tokens, 1, asked, 0, 0, NONE));
        }
        if (row.outcome() != NONE) {
            return "settled " + row.asked() + " " + row.outcome();
        }
        if (row.owner() == owner) {
            return granted(caller, key, row);
        }
        if (row.leaseEnd() > now) {
            return "held " + row.asked() + " for " + (row.leaseEnd() - now);
        }
        return row.asked() == asked
                ? granted(caller, key, new Row(owner, ++tokens, row.attempt() + 1, asked, 0, 0, NONE))
                : "abandoned " + row.asked() + " #" + row.attempt();
    }

    @Operation
    public boolean renew(
            @Param(name = "caller") int caller, @Param(name = "key") int key, @Param(name = "stale") boolean stale) {
        Row row = owned(caller, key, stale);
        if (row == null || row.outcome() != NONE) {
            return false;
        }
        rows[key] = row.lasting(now + StoreCalls.LEASE, now + StoreCalls.LEASE);
        return true;
    }

    @Operation
    public boolean complete(
            @Param(name = "caller") int caller, @Param(name = "key") int key, @Param(name = "stale") boolean stale) {
        Row row = owned(caller, key, stale);
        if (row != null && row.outcome() == NONE) {
            rows[key] = ended(row, row.owner(), caller);
        }
        return row != null;
    }

    @Operation
    public boolean release(
            @Param(name = "caller") int caller, @Param(name = "key") int key, @Param(name = "stale") boolean stale) {
        Row row = owned(caller, key, stale);
        return row != null && row.outcome() == NONE && forgotten(key);
    }

    @Operation
    public String find(@Param(name = "key") int key) {
        Row row = row(key);
        return row == null ? "nothing" : state(row) + " #" + row.attempt();
    }

    @Operation
    public boolean operate(@Param(name = "key") int key, @Param(name = "decision") int decision) {
        Row row = row(key);
        if (row == null || (decision != StoreCalls.DELETE && !waiting(row))) {
            return false;
        }
        rows[key] = decision == StoreCalls.SETTLE ? ended(row, OPERATOR, OPERATOR) : null;
        return true;
    }

    @Operation
    public void pass(@Param(name = "caller") int caller) {
        now += StoreCalls.mayMoveTime(caller) ? StoreCalls.LEASE : 0;
    }

    private String granted(int caller, int key, Row row) {
        rows[key] = row.lasting(now + StoreCalls.LEASE, now + StoreCalls.RETENTION);
        Grant grant = new Grant(row.owner(), row.token());
        if (!grant.equals(last[caller][key])) {
            before[caller][key] = last[caller][key];
            last[caller][key] = grant;
        }
        return "granted #" + row.attempt();
    }

    private Row ended(Row row, int owner, int outcome) {
        int end = now + StoreCalls.RETENTION;
        return new Row(owner, row.token(), row.attempt(), row.asked(), row.leaseEnd(), end, outcome);
    }

    private boolean forgotten(int key) {
        rows[key] = null;
        return true;
    }

    private @Nullable Row row(int key) {
        Row row = rows[key];
        return row == null || row.end() <= now ? null : row;
    }

    private @Nullable Row owned(int caller, int key, boolean stale) {
        Grant grant = stale ? before[caller][key] : last[caller][key];
        Row row = row(key);
        return row != null && grant != null && grant.equals(new Grant(row.owner(), row.token())) ? row : null;
    }

    private boolean waiting(Row row) {
        return row.held() || (row.outcome() == NONE && row.leaseEnd() <= now);
    }

    private String state(Row row) {
        if (row.outcome() != NONE) {
            return row.held() ? "HELD" : "SETTLED";
        }
        return row.leaseEnd() > now ? "CLAIMED" : "ABANDONED";
    }
}
