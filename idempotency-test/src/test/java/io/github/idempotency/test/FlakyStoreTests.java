package io.github.idempotency.test;

import static io.github.idempotency.test.FlakyStore.Verb.CLAIM;
import static io.github.idempotency.test.FlakyStore.Verb.COMPLETE;
import static io.github.idempotency.test.FlakyStore.Verb.RELEASE;
import static io.github.idempotency.test.FlakyStore.Verb.RENEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.UnreadableRecordException;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlakyStoreTests {

    private final InMemoryIdempotencyStore real = new InMemoryIdempotencyStore(100, 1_000, 1_000);
    private final FlakyStore flaky = new FlakyStore(real);
    private final Wish wish = Wish.onNewKey();

    @Test
    void withoutFaultsItIsItsDelegate() {
        Lease lease = granted();

        assertThat(flaky.renew(lease, Wish.LONG)).isTrue();
        assertThat(flaky.complete(lease, Outcome.unknown(), Wish.LONG)).isTrue();
        assertThat(flaky.release(lease)).isFalse();
        assertThat(flaky.traits()).isEqualTo(real.traits());
    }

    @Test
    void aDroppedReplyHasHappened() {
        flaky.on(CLAIM).dropReply();

        assertThatThrownBy(() -> flaky.claim(wish.request())).isInstanceOf(StoreUnavailableException.class);

        assertThat(real.claim(wish.byAnother().request())).isInstanceOf(Held.class);
    }

    @Test
    void aRefusedCallHasNotHappened() {
        Lease lease = granted();
        flaky.on(COMPLETE).refuse();

        assertThatThrownBy(() -> flaky.complete(lease, Outcome.unknown(), Wish.LONG))
                .isInstanceOf(StoreUnavailableException.class);

        assertThat(real.claim(wish.byAnother().request())).isInstanceOf(Held.class);
        assertThat(flaky.complete(lease, Outcome.unknown(), Wish.LONG)).isTrue();
    }

    @Test
    void faultsAreUsedUpInOrder() {
        Lease lease = granted();
        flaky.on(RENEW).times(2).refuse();
        flaky.on(RENEW).failWith(() -> new UnreadableRecordException("newer", null));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> flaky.renew(lease, Wish.LONG)).isInstanceOf(StoreUnavailableException.class);
        }
        assertThatThrownBy(() -> flaky.renew(lease, Wish.LONG)).isInstanceOf(UnreadableRecordException.class);
        assertThat(flaky.renew(lease, Wish.LONG)).isTrue();
        assertThat(flaky.calls(RENEW)).isEqualTo(4);
        assertThat(flaky.calls(RELEASE)).isZero();
    }

    @Test
    void aLastingFaultEndsWhenTheStoreIsHealed() {
        Lease lease = granted();
        flaky.on(RELEASE).always().refuse();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> flaky.release(lease)).isInstanceOf(StoreUnavailableException.class);
        }

        flaky.heal();

        assertThat(flaky.release(lease)).isTrue();
    }

    @Test
    void aHangingCallActsWhenItsGateIsOpened() throws Exception {
        Gate gate = flaky.on(CLAIM).hang();
        CompletableFuture<Claim> hanging = CompletableFuture.supplyAsync(() -> flaky.claim(wish.request()));
        assertThat(gate.awaitArrival(Duration.ofSeconds(10))).isTrue();
        assertThat(hanging).isNotDone();
        Lease other = ((Granted) real.claim(wish.byAnother().request())).lease();
        real.complete(other, Outcome.unknown(), Wish.LONG);

        gate.open();

        assertThat(hanging.get(10, TimeUnit.SECONDS)).isInstanceOf(Settled.class);
    }

    @Test
    void healingOpensEveryGate() throws Exception {
        Gate gate = flaky.on(CLAIM).always().hang();
        CompletableFuture<Claim> hanging = CompletableFuture.supplyAsync(() -> flaky.claim(wish.request()));
        assertThat(gate.awaitArrival(Duration.ofSeconds(10))).isTrue();

        flaky.heal();

        assertThat(hanging.get(10, TimeUnit.SECONDS)).isInstanceOf(Granted.class);
    }

    @Test
    void aDelayedCallTakesItsTime() {
        flaky.on(CLAIM).delay(Duration.ofMillis(50));

        long start = System.nanoTime();
        granted();

        assertThat(Time.since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void aFaultForNoCallAtAllIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> flaky.on(CLAIM).times(0));
    }

    private Lease granted() {
        return ((Granted) flaky.claim(wish.request())).lease();
    }
}
