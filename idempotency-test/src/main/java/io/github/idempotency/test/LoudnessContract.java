package io.github.idempotency.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A store that cannot decide says so, where its test can bring it into that state. */
abstract class LoudnessContract extends StoreScene {

    @Guards(9)
    void aStoreThatCannotBeReachedThrows() {
        Optional<IdempotencyStore> unreachable = contract().unreachableInstance();
        assumeTrue(unreachable.isPresent(), "The test of this store supplies no unreachable instance");
        IdempotencyStore store = unreachable.orElseThrow();
        Wish wish = Wish.onNewKey();
        Lease lease = new Lease(wish.key(), wish.owner(), 1);

        assertThatThrownBy(() -> store.claim(wish.request())).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.renew(lease, Wish.LONG)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.complete(lease, result("done"), Wish.LONG))
                .isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.release(lease)).isInstanceOf(StoreUnavailableException.class);
    }

    @Guards(9)
    void anOperatorIsToldWhenTheStoreCannotBeReached() {
        Optional<IdempotencyStore> unreachable = contract().unreachableInstance();
        assumeTrue(unreachable.isPresent(), "The test of this store supplies no unreachable instance");
        assumeTrue(unreachable.orElseThrow() instanceof RecordInspector, "The store is no RecordInspector");
        RecordInspector inspector = (RecordInspector) unreachable.orElseThrow();
        IdempotencyKey key = Wish.onNewKey().key();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> inspector.find(key),
                () -> inspector.list(EnumSet.allOf(RecordView.State.class), 1),
                () -> inspector.settle(key, Outcome.unrecorded(), Wish.LONG),
                () -> inspector.reopen(key),
                () -> inspector.delete(key))) {
            assertThatThrownBy(call).isInstanceOf(StoreUnavailableException.class);
        }
    }

    @Guards(10)
    void aRecordOfANewerVersionIsNeitherGrantedNorMisread() {
        StoredRecords records = records();
        assertUnreadable(wish -> records.makeNewer(wish.key()));
    }

    @Guards({9, 10})
    void aCorruptRecordIsNeitherGrantedNorMisread() {
        StoredRecords records = records();
        assertUnreadable(wish -> records.corrupt(wish.key()));
    }

    private void assertUnreadable(Consumer<Wish> damage) {
        Wish claimed = Wish.onNewKey();
        grant(claimed);
        Wish abandoned = Wish.onNewKey();
        abandon(abandoned);
        Wish settled = Wish.onNewKey();
        store().complete(grant(settled).lease(), result("done"), Wish.LONG);

        for (Wish wish : new Wish[] {claimed, abandoned, settled}) {
            damage.accept(wish);
            assertUnreadable(wish.byAnother());
            assertUnreadable(wish.byAnother().takingOver());
            assertUnreadable(wish);
            if (elsewhere() instanceof RecordInspector inspector) {
                assertUnreadable(inspector, wish.key());
            }
        }
    }

    /** Whatever its state, nobody knows it; only deleting it helps. */
    private static void assertUnreadable(RecordInspector inspector, IdempotencyKey key) {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> inspector.find(key),
                () -> inspector.settle(key, Outcome.unrecorded(), Wish.LONG),
                () -> inspector.reopen(key))) {
            assertThatThrownBy(call).isInstanceOf(UnreadableRecordException.class);
        }
        assertThat(inspector.delete(key)).isTrue();
    }

    private void assertUnreadable(Wish wish) {
        assertThatThrownBy(() -> claim(wish)).isInstanceOf(UnreadableRecordException.class);
    }

    private StoredRecords records() {
        Optional<StoredRecords> records = contract().storedRecords();
        assumeTrue(records.isPresent(), "The test of this store cannot damage records");
        return records.orElseThrow();
    }
}
