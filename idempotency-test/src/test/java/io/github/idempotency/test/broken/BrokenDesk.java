package io.github.idempotency.test.broken;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.RecordView.State;
import io.github.idempotency.store.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an operator can see and decide with a broken store. */
abstract class BrokenDesk extends BrokenShelf {

    static final int LIMIT = 4 * 1024 * 1024;

    BrokenDesk(Flaw flaw, BrokenRecords records, boolean reachable) {
        super(flaw, records, reachable);
    }

    final void requireSpace(Outcome outcome) {
        if (outcome.payload().length > LIMIT && !has(Flaw.HAS_NO_PAYLOAD_LIMIT)) {
            throw new IllegalArgumentException("At most " + LIMIT + " bytes");
        }
    }

    @Override
    public RecordListing list(Set<State> states, int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("At least one");
        }
        if (states.isEmpty() || !reached()) {
            return RecordListing.EMPTY;
        }
        List<RecordView> found = new ArrayList<>();
        boolean complete = true;
        synchronized (records) {
            for (Map.Entry<IdempotencyKey, BrokenRecord> each : records.byKey.entrySet()) {
                try {
                    RecordView view = listed(each.getKey(), each.getValue());
                    if (view != null && (states.contains(view.state()) || has(Flaw.LISTS_EVERY_STATE))) {
                        found.add(view);
                    }
                } catch (UnreadableRecordException e) {
                    if (has(Flaw.STUMBLES_OVER_UNREADABLE_RECORDS)) {
                        throw e;
                    }
                    complete = false;
                }
            }
        }
        int shown = Math.min(found.size(), has(Flaw.LISTS_WITHOUT_LIMIT) ? Integer.MAX_VALUE : atMost);
        boolean all = complete && shown == found.size();
        return new RecordListing(found.subList(0, shown), all || has(Flaw.CALLS_EVERY_LISTING_COMPLETE));
    }

    private @Nullable RecordView listed(IdempotencyKey key, BrokenRecord record) {
        BrokenRecord readable = readable(record);
        return readable == null || (readable.expired() && !has(Flaw.EXPIRES_BY_DELETION_ONLY))
                ? null
                : view(key, readable);
    }

    @Override
    public boolean settle(IdempotencyKey key, Outcome outcome, Duration retention) {
        requireSpace(outcome);
        return decide(key, record -> {
            record.outcome = outcome;
            if (!has(Flaw.A_DECISION_KEEPS_THE_OWNER)) {
                record.owner = Owner.next();
            }
            if (!has(Flaw.A_DECISION_LEAVES_THE_EXPIRY)) {
                record.expiry = System.nanoTime() + retention.toNanos();
            }
        });
    }

    @Override
    public boolean reopen(IdempotencyKey key) {
        return decide(key, record -> {
            if (has(Flaw.REOPENING_LEAVES_THE_ATTEMPT)) {
                record.outcome = null;
                record.leaseEnd = System.nanoTime();
                return;
            }
            if (has(Flaw.REOPENED_TOKENS_START_OVER)) {
                records.restartTokens();
            }
            records.remove(key);
        });
    }

    private boolean decide(IdempotencyKey key, Consumer<BrokenRecord> decision) {
        if (!reached()) {
            return false;
        }
        boolean waited;
        synchronized (records) {
            waited = waiting(key);
        }
        if (has(Flaw.READS_THEN_DECIDES)) {
            pause(Duration.ofMillis(2));
        }
        synchronized (records) {
            BrokenRecord record = records.get(key);
            boolean decided = record != null && (has(Flaw.READS_THEN_DECIDES) ? waited : waiting(key));
            if (decided) {
                decision.accept(record);
            }
            return decided;
        }
    }

    private boolean waiting(IdempotencyKey key) {
        BrokenRecord record = readable(records.get(key));
        if (record == null || record.expired()) {
            return false;
        }
        State state = view(key, record).state();
        return state == State.ABANDONED || state == State.HELD || has(Flaw.DECIDES_IN_ANY_STATE);
    }
}
