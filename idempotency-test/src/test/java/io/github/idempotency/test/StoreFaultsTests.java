package io.github.idempotency.test;

import static io.github.idempotency.test.FlakyStore.Verb.CLAIM;
import static io.github.idempotency.test.FlakyStore.Verb.CLEAN;
import static io.github.idempotency.test.FlakyStore.Verb.COMPLETE;
import static io.github.idempotency.test.FlakyStore.Verb.INSPECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordInspector;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.TransactionalStore;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StoreFaultsTests {

    private final InMemoryIdempotencyStore real = new InMemoryIdempotencyStore(100, 1_000, 1_000);
    private final StoreFaults faults = new StoreFaults();
    private final IdempotencyStore store = faults.wrap(real);
    private final Wish wish = Wish.onNewKey();

    @Test
    void withoutFaultsItIsTheStore() {
        Lease lease = ((Granted) store.claim(wish.request())).lease();

        assertThat(store.renew(lease, Wish.LONG)).isTrue();
        assertThat(store.complete(lease, Outcome.unknown(), Wish.LONG)).isTrue();
        assertThat(store.release(lease)).isFalse();
        assertThat(store.traits()).isEqualTo(real.traits());
        assertThat(faults.calls(CLAIM)).isOne();
    }

    @Test
    void itIsEqualToItselfOnly() {
        assertThat(Set.of(store, faults.wrap(real))).hasSize(2).contains(store).doesNotContain(real);
        assertThat(store.toString()).startsWith("flaky ");
    }

    @Test
    void itCanWhatTheStoreCanAndNothingElse() {
        assertThat(store).isInstanceOf(RecordInspector.class).isNotInstanceOf(TransactionalStore.class);
        assertThat(((RecordInspector) store).find(wish.key())).isEmpty();

        IdempotencyStore other = faults.wrap(everything());

        assertThat(other)
                .isInstanceOf(TransactionalStore.class)
                .isInstanceOf(ExpiredRecordCleaner.class)
                .isInstanceOf(RecordInspector.class);
    }

    @Test
    void theNextCallsFailWhateverTheyAre() {
        faults.failNext(2);

        assertThatThrownBy(() -> store.claim(wish.request())).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> ((RecordInspector) store).find(wish.key()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("INSPECT was refused");
        assertThat(store.claim(wish.request())).isInstanceOf(Granted.class);
        assertThat(faults.calls(CLAIM)).isEqualTo(2);
        assertThat(faults.calls(INSPECT)).isOne();
    }

    @Test
    void everythingFailsUntilItRecovers() {
        TransactionalStore transactional = (TransactionalStore) faults.wrap(everything());
        faults.failEverything();

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> store.claim(wish.request())).isInstanceOf(StoreUnavailableException.class);
        }
        assertThatThrownBy(() -> transactional.claimInTransaction(wish.request(), Duration.ZERO, false))
                .isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> ((ExpiredRecordCleaner) transactional).removeExpired(1))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(transactional.resource()).isEqualTo("resource");

        faults.recover();

        assertThat(store.claim(wish.request())).isInstanceOf(Granted.class);
        assertThat(((ExpiredRecordCleaner) transactional).removeExpired(1)).isEqualTo(7);
        assertThat(faults.calls(CLEAN)).isEqualTo(2);
    }

    @Test
    void afterAResetItWorksAndCountsFromZero() {
        store.claim(wish.request());
        faults.on(CLAIM).always().refuse();

        faults.reset();

        assertThat(faults.calls(CLAIM)).isZero();
        assertThat(store.claim(wish.request())).isInstanceOf(Granted.class);
        assertThat(faults.calls(CLAIM)).isOne();
    }

    @Test
    void lostRepliesHaveHappened() {
        faults.loseReplies();

        assertThatThrownBy(() -> store.claim(wish.request())).isInstanceOf(StoreUnavailableException.class);

        faults.recover();
        assertThat(store.claim(wish.byAnother().request())).isInstanceOf(Held.class);
    }

    @Test
    void callsHangUntilItRecovers() throws Exception {
        Gate gate = faults.hang();
        CompletableFuture<Claim> hanging = CompletableFuture.supplyAsync(() -> store.claim(wish.request()));
        assertThat(gate.awaitArrival(Duration.ofSeconds(10))).isTrue();
        assertThat(hanging).isNotDone();

        faults.recover();

        assertThat(hanging).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(Granted.class);
    }

    @Test
    void aCommandReplacesTheOneBefore() {
        faults.failEverything();
        faults.failNext(1);

        assertThatThrownBy(() -> store.claim(wish.request())).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.claim(wish.request())).isInstanceOf(Granted.class);
    }

    @Test
    void oneVerbCanFailAlone() {
        Lease lease = ((Granted) store.claim(wish.request())).lease();
        faults.on(COMPLETE).dropReply();

        assertThatThrownBy(() -> store.complete(lease, Outcome.unknown(), Wish.LONG))
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(store.claim(wish.byAnother().request())).isInstanceOf(Settled.class);
    }

    @Test
    void whatTheStoreThrowsComesThrough() {
        IdempotencyStore failing = faults.wrap((IdempotencyStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {IdempotencyStore.class}, (proxy, method, arguments) -> {
                    throw method.getName().equals("claim")
                            ? new IllegalStateException("broken")
                            : new StackOverflowError();
                }));
        ClaimRequest request = wish.request();

        assertThatThrownBy(() -> failing.claim(request))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
        assertThatThrownBy(failing::traits).isInstanceOf(StackOverflowError.class);
    }

    /** A store with every capability that answers nothing much. */
    private static IdempotencyStore everything() {
        return (IdempotencyStore) Proxy.newProxyInstance(
                StoreFaultsTests.class.getClassLoader(),
                new Class<?>[] {
                    IdempotencyStore.class, TransactionalStore.class, RecordInspector.class, ExpiredRecordCleaner.class
                },
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "resource" -> "resource";
                    case "removeExpired" -> 7;
                    default -> null;
                });
    }
}
