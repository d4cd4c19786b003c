package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordListing;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.RecordView.State;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an operator sees who does not know the keys. The store may hold records of others, so only some are looked at. */
abstract class ListingContract extends StoreScene {

    private static final int MANY = 100_000;
    private static final Set<State> ANY = EnumSet.allOf(State.class);

    @Guards(5)
    void aListingShowsTheRecordsInTheStatesAskedFor() {
        RecordInspector inspector = inspector();
        Map<State, IdempotencyKey> keys = oneOfEach();

        for (State state : State.values()) {
            List<RecordView> found = of(inspector.list(EnumSet.of(state), MANY), keys);
            assertThat(found).extracting(RecordView::key).containsExactly(keys.get(state));
            assertThat(found).extracting(RecordView::state).containsExactly(state);
            assertThat(found).extracting(RecordView::operation).containsExactly("listed " + state);
        }
        assertThat(of(inspector.list(ANY, MANY), keys))
                .extracting(RecordView::key)
                .containsExactlyInAnyOrderElementsOf(keys.values());
        assertThat(of(inspector.list(EnumSet.of(State.HELD, State.ABANDONED), MANY), keys))
                .extracting(RecordView::state)
                .containsExactlyInAnyOrder(State.HELD, State.ABANDONED);
        assertThat(inspector.list(Set.of(), MANY)).isEqualTo(RecordListing.EMPTY);
    }

    @Guards(5)
    void aListingSaysWhetherThereMayBeMore() {
        RecordInspector inspector = inspector();
        for (int i = 0; i < 3; i++) {
            hold(Wish.onNewKey());
        }

        RecordListing some = inspector.list(EnumSet.of(State.HELD), 2);
        assertThat(some.records()).hasSize(2);
        assertThat(some.complete()).isFalse();
        // A test that damages records may be running beside this one.
        long start = System.nanoTime();
        while (!inspector.list(ANY, MANY).complete()) {
            assertThat(Time.since(start)).as("time until a listing is complete").isLessThan(Time.PATIENCE);
            Time.passShortly();
        }
        assertThatThrownBy(() -> inspector.list(ANY, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Guards(3)
    void anExpiredRecordIsNotListed() {
        RecordInspector inspector = inspector();
        Wish wish = Wish.onNewKey().leasedFor(Wish.INSTANT).retainedFor(Wish.INSTANT);
        grant(wish);
        Time.pass(Wish.SHORT);

        assertThat(inspector.list(ANY, MANY).records())
                .extracting(RecordView::key)
                .doesNotContain(wish.key());
    }

    @Guards({9, 10})
    void whatCannotBeReadDoesNotHideTheRest() {
        RecordInspector inspector = inspector();
        Optional<StoredRecords> records = contract().storedRecords();
        assumeTrue(records.isPresent(), "The test of this store cannot damage records");
        Wish newer = Wish.onNewKey();
        Wish corrupt = Wish.onNewKey();
        Wish sound = Wish.onNewKey();
        abandon(newer);
        abandon(corrupt);
        abandon(sound);
        records.orElseThrow().makeNewer(newer.key());
        records.orElseThrow().corrupt(corrupt.key());

        for (Set<State> states : List.of(ANY, EnumSet.of(State.ABANDONED))) {
            RecordListing listing = inspector.list(states, MANY);
            assertThat(listing.complete()).isFalse();
            assertThat(listing.records())
                    .extracting(RecordView::key)
                    .contains(sound.key())
                    .doesNotContain(newer.key(), corrupt.key());
        }

        assertThat(inspector.delete(newer.key())).isTrue();
        assertThat(inspector.delete(corrupt.key())).isTrue();
    }

    /** Age counts from the first grant, so it tells for how long a call has been unsettled. */
    @Guards(6)
    void aRecordGrowsOlderAndATakeoverDoesNotMakeItYounger() {
        RecordInspector inspector = inspector();
        Wish wish = Wish.onNewKey();
        long start = System.nanoTime();
        grant(wish.leasedFor(Wish.INSTANT));
        Time.pass(Wish.SHORT);

        RecordView abandoned = inspector.find(wish.key()).orElseThrow();
        grant(wish.byAnother().takingOver());
        RecordView takenOver = inspector.find(wish.key()).orElseThrow();

        assertThat(abandoned.age()).isGreaterThan(Wish.SHORT.dividedBy(2));
        assertThat(takenOver.attempt()).isEqualTo(2);
        assertThat(takenOver.age()).isGreaterThanOrEqualTo(abandoned.age());
        assertThat(takenOver.age()).isLessThan(Time.since(start).plusSeconds(1));
    }

    private Map<State, IdempotencyKey> oneOfEach() {
        Map<State, IdempotencyKey> keys = new EnumMap<>(State.class);
        for (State state : State.values()) {
            Wish wish = Wish.onNewKey().named("listed " + state);
            keys.put(state, wish.key());
            switch (state) {
                case CLAIMED -> grant(wish);
                case ABANDONED -> abandon(wish);
                case SETTLED -> store().complete(grant(wish).lease(), result("done"), Wish.LONG);
                case HELD -> hold(wish);
            }
        }
        return keys;
    }

    private void hold(Wish wish) {
        assertThat(store().complete(grant(wish).lease(), Outcome.unknown(), Wish.LONG))
                .isTrue();
    }

    private static List<RecordView> of(RecordListing listing, Map<State, IdempotencyKey> keys) {
        return listing.records().stream()
                .filter(view -> keys.containsValue(view.key()))
                .toList();
    }

    private RecordInspector inspector() {
        assumeTrue(elsewhere() instanceof RecordInspector, "The store is no RecordInspector");
        return (RecordInspector) elsewhere();
    }
}
