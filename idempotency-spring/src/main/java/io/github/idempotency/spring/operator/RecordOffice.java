package io.github.idempotency.spring.operator;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.spring.operation.OperationDefaults;
import io.github.idempotency.spring.operator.OperatorException.Reason;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.RecordView.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where operators look records up and decide about those that wait for them. What is changed is written to the audit log.
 * Every method throws {@link OperatorException} where it cannot do what it is asked. Thread-safe.
 */
public final class RecordOffice {

    private final InspectedStores stores;
    private final Answers answers;
    private final RecordFinder finder;

    /** @param doors fetched with each request, because doors learn of operations as they go */
    public RecordOffice(InspectedStores stores, Supplier<List<OperatorDoor>> doors, OperationDefaults defaults) {
        this.stores = stores;
        this.answers = new Answers(doors);
        this.finder = new RecordFinder(stores, doors, defaults.namespace());
    }

    /** The one record that is meant. It may be that of another operation, where operations share their keys. */
    public FoundRecord find(RecordSearch search) {
        return finder.find(search);
    }

    /**
     * The records in one state, the oldest first.
     *
     * @param atMost how many at most
     * @param store the store to look into, or {@code null} for all
     */
    public FoundRecords list(State state, int atMost, @Nullable String store) {
        List<FoundRecord> found = new ArrayList<>();
        boolean complete = true;
        for (Map.Entry<String, RecordInspector> each : stores.inspectors(store).entrySet()) {
            RecordListing listing =
                    InspectedStores.ask(each.getKey(), each.getValue(), records -> records.list(Set.of(state), atMost));
            listing.records().forEach(view -> found.add(new FoundRecord(each.getKey(), view)));
            complete &= listing.complete();
        }
        found.sort(Comparator.comparing((FoundRecord record) -> record.view().age())
                .reversed()
                .thenComparing(record -> record.view().key().hex()));
        return new FoundRecords(found.subList(0, Math.min(atMost, found.size())), complete && found.size() <= atMost);
    }

    /**
     * Forgets a record, so that the next call with its key executes.
     *
     * @param force also while an owner executes, whose effects may then happen twice; and where records cannot be read,
     *     which are then the only ones that are forgotten
     * @param operator who asked for it, if known
     * @return the record as it was, or {@code null} if it could not be read
     */
    public @Nullable FoundRecord forget(RecordSearch search, boolean force, @Nullable String operator) {
        Sighting sighting = finder.look(search);
        if (force && !sighting.unread().isEmpty()) {
            forgetUnread(search, sighting.unread(), operator);
            return null;
        }
        FoundRecord found = finder.only(search, sighting);
        requireMeant(search, found);
        State state = found.view().state();
        if (state == State.CLAIMED && !force) {
            throw new OperatorException(
                    Reason.CONFLICT,
                    "A call with this key is being executed; forgetting it lets the next call execute beside it. Wait until"
                            + " it ends or its lease runs out, or repeat with force=true if both may happen.");
        }
        requireDone(
                InspectedStores.ask(found.store(), inspector(found), records -> forget(records, found.view(), force)),
                found);
        Audit.forgotten(found, force, operator);
        return found;
    }

    /**
     * Frees the key of a call that took no effect, so that the next one executes.
     *
     * @param operator who decided it, if known
     * @return the record as it was
     */
    public FoundRecord failed(RecordSearch search, @Nullable String operator) {
        FoundRecord found = waiting(search);
        IdempotencyKey key = found.view().key();
        requireDone(InspectedStores.ask(found.store(), inspector(found), records -> records.reopen(key)), found);
        Audit.resolved(found, "failed", operator);
        return found;
    }

    /**
     * Records what a call came to, so that retries get this answer.
     *
     * @param retention how long, or {@code null} for the retention of the operation
     * @param operator who decided it, if known
     * @return the record as it is now
     */
    public FoundRecord settled(
            RecordSearch search, GivenAnswer answer, @Nullable Duration retention, @Nullable String operator) {
        FoundRecord found = waiting(search);
        IdempotencyKey key = found.view().key();
        Answers.Decided decided = answers.decide(found.view().operation(), finder.door(search, key), answer, retention);
        Outcome outcome = decided.outcome();
        Duration kept = decided.retention();
        boolean done;
        try {
            done = InspectedStores.ask(found.store(), inspector(found), records -> records.settle(key, outcome, kept));
        } catch (IllegalArgumentException e) {
            throw new OperatorException(
                    Reason.INVALID,
                    "The store '" + found.store() + "' does not take this answer. Give a shorter one.",
                    List.of(),
                    e);
        }
        requireDone(done, found);
        Audit.resolved(found, "settled", operator);
        RecordView was = found.view();
        return new FoundRecord(
                found.store(),
                new RecordView(
                        key,
                        was.operation(),
                        State.SETTLED,
                        was.attempt(),
                        was.age(),
                        Duration.ZERO,
                        kept,
                        outcome.payload().length));
    }

    /**
     * Stores cannot delete on condition that a record is still settled; looking once more leaves but a moment, in which
     * another operator would have to delete it and a retry to come.
     */
    private static boolean forget(RecordInspector records, RecordView was, boolean force) {
        return switch (was.state()) {
            case HELD, ABANDONED -> records.reopen(was.key());
            case CLAIMED -> records.delete(was.key());
            case SETTLED ->
                (force
                                || records.find(was.key())
                                        .filter(now -> isSame(was, now))
                                        .isPresent())
                        && records.delete(was.key());
        };
    }

    private static boolean isSame(RecordView was, RecordView now) {
        return now.state() == was.state()
                && now.attempt() == was.attempt()
                && now.age().compareTo(was.age()) >= 0;
    }

    /** Each is written down as it goes, because the store of the next may fail. Nobody can tell whose these are. */
    private static void forgetUnread(RecordSearch search, List<UnreadRecord> unread, @Nullable String operator) {
        boolean forgotten = false;
        for (UnreadRecord each : unread) {
            if (InspectedStores.ask(each.store(), each.inspector(), records -> records.delete(each.identity()))) {
                Audit.forgottenUnread(each, search, operator);
                forgotten = true;
            }
        }
        if (!forgotten) {
            throw new OperatorException(
                    Reason.CONFLICT,
                    "There was a record that could not be read a moment ago, and it is gone: another operator deleted it,"
                            + " or its retention has ended. Look again.");
        }
    }

    private FoundRecord waiting(RecordSearch search) {
        FoundRecord found = finder.find(search);
        requireMeant(search, found);
        State state = found.view().state();
        if (state != State.HELD && state != State.ABANDONED) {
            throw new OperatorException(Reason.CONFLICT, Refusals.notWaiting(state));
        }
        return found;
    }

    private RecordInspector inspector(FoundRecord found) {
        RecordInspector inspector = stores.inspectors(found.store()).get(found.store());
        if (inspector == null) {
            throw new IllegalStateException("The store '" + found.store() + "' is gone");
        }
        return inspector;
    }

    /** What is changed has to be what was named: keys may be shared by operations, and an attempt is not the next. */
    private static void requireMeant(RecordSearch search, FoundRecord found) {
        if (!RecordFinder.isOf(search.key(), found.view().operation())) {
            throw new OperatorException(
                    Reason.CONFLICT,
                    "This key was used for '" + found.view().operation()
                            + "'. Name that operation to change its record.");
        }
        Integer attempt = search.attempt();
        if (attempt != null && attempt != found.view().attempt()) {
            throw new OperatorException(
                    Reason.CONFLICT,
                    "The record is in attempt " + found.view().attempt() + " and the decision is about attempt "
                            + attempt + ". A retry took over: find out what that one did.");
        }
    }

    private static void requireDone(boolean done, FoundRecord found) {
        if (!done) {
            throw new OperatorException(
                    Reason.CONFLICT,
                    "The record was " + Refusals.name(found.view().state())
                            + " a moment ago and is not any more: another operator decided, or a retry took over. Look"
                            + " at it again.");
        }
    }
}
