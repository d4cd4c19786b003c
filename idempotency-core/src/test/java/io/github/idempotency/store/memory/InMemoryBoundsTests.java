package io.github.idempotency.store.memory;

import static io.github.idempotency.store.memory.MemoryScene.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.StoreTraits;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the store does when it is full, and that it does not stay full for longer than it must. */
class InMemoryBoundsTests {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RETENTION = Duration.ofHours(1);

    private final MemoryScene scene = new MemoryScene(3, 100, 60);
    private final InMemoryIdempotencyStore store = scene.store();

    @Test
    void aNewKeyIsRefusedLoudlyWhenThereAreTooManyRecords() {
        fill();

        assertThatThrownBy(() -> grant("d"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("idempotency.memory.max-records (now 3)");

        assertThat(store.size()).isEqualTo(3);
    }

    @Test
    void aFullStoreStillAnswersAndChangesTheRecordsItHas() {
        Lease lease = grant("a");
        grant("b");
        grant("c");

        assertThat(scene.claim("a", LEASE, RETENTION, true)).isInstanceOf(Held.class);
        assertThat(store.renew(lease, LEASE)).isTrue();
        scene.pass(LEASE);
        assertThat(scene.claim("b", LEASE, RETENTION, true)).isInstanceOf(Granted.class);
        assertThat(store.complete(lease, RESULT, RETENTION)).isTrue();
        assertThat(scene.claim("a", LEASE, RETENTION, true)).isInstanceOf(Settled.class);
    }

    @Test
    void neitherLiveNorAbandonedNorSettledRecordsMakeRoom() {
        Lease settled = grant("settled");
        store.complete(settled, RESULT, RETENTION);
        grant("abandoned");
        scene.pass(LEASE);
        grant("live");

        assertThatThrownBy(() -> grant("new")).isInstanceOf(StoreUnavailableException.class);

        assertThat(store.find(MemoryScene.key("settled"))).isPresent();
        assertThat(store.find(MemoryScene.key("abandoned"))).isPresent();
        assertThat(store.find(MemoryScene.key("live"))).isPresent();
    }

    @Test
    void expiredRecordsMakeRoom() {
        fill();
        scene.pass(RETENTION);

        grant("d");

        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void aRecordThatOutlivedItsFirstRetentionDoesNotMakeRoom() {
        Lease renewed = grant("a");
        store.renew(renewed, RETENTION.multipliedBy(3));
        Lease settled = grant("b");
        store.complete(settled, RESULT, RETENTION.multipliedBy(3));
        grant("c");
        scene.pass(RETENTION);

        grant("d");

        assertThat(scene.claim("a", LEASE, RETENTION, true)).isInstanceOf(Held.class);
        assertThat(scene.claim("b", LEASE, RETENTION, true)).isInstanceOf(Settled.class);
        assertThatThrownBy(() -> grant("e")).isInstanceOf(StoreUnavailableException.class);
        scene.pass(RETENTION.multipliedBy(2));
        grant("e");
    }

    @Test
    void aRecordThatEndsEarlierThanItsClaimSaidMakesRoomThen() {
        Lease lease = grant("a");
        grant("b");
        grant("c");
        store.complete(lease, RESULT, Duration.ofMinutes(1));
        scene.pass(Duration.ofMinutes(1));

        grant("d");

        assertThat(store.size()).isEqualTo(3);
    }

    @Test
    void releasedAndDeletedRecordsMakeRoomAtOnce() {
        Lease released = grant("a");
        grant("b");
        grant("c");

        assertThat(store.release(released)).isTrue();
        grant("d");
        assertThat(store.delete(MemoryScene.key("b"))).isTrue();
        grant("e");

        assertThat(store.size()).isEqualTo(3);
    }

    @Test
    void aNewKeyIsRefusedLoudlyWhenTheAnswersAreTooLarge() {
        store.complete(grant("a"), Outcome.result(new byte[60]), RETENTION);
        store.complete(grant("b"), Outcome.result(new byte[40]), RETENTION);

        assertThatThrownBy(() -> grant("c"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("idempotency.memory.max-bytes (now 100)");

        scene.pass(RETENTION);
        grant("c");
        assertThat(store.bytes()).isZero();
    }

    @Test
    void whatWasExecutingWhenTheStoreFilledUpIsStillRecorded() {
        Lease first = grant("a");
        Lease second = grant("b");

        assertThat(store.complete(first, Outcome.result(new byte[60]), RETENTION))
                .isTrue();
        assertThat(store.complete(second, Outcome.result(new byte[60]), RETENTION))
                .isTrue();

        assertThat(store.bytes()).isEqualTo(120);
        assertThatThrownBy(() -> grant("c")).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void aPayloadOverTheLimitIsAMistakeThatChangesNothing() {
        Lease lease = grant("a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.complete(lease, Outcome.result(new byte[61]), RETENTION))
                .withMessageContaining("61 bytes")
                .withMessageContaining("at most 60");

        assertThat(store.bytes()).isZero();
        assertThat(store.renew(lease, LEASE)).isTrue();
    }

    @Test
    void repeatedCompletionsAreCountedOnce() {
        Lease lease = grant("a");
        for (int i = 0; i < 20; i++) {
            store.complete(lease, RESULT, RETENTION);
        }

        assertThat(store.bytes()).isEqualTo(RESULT.payload().length);
    }

    @Test
    void aLimitBelowOneIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryIdempotencyStore(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryIdempotencyStore(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryIdempotencyStore(1, 1, 0));
    }

    @Test
    void itSaysOfItselfWhatItIs() {
        assertThat(store.traits()).isEqualTo(new StoreTraits("memory", false, false, false, true, 60));
    }

    private void fill() {
        grant("a");
        grant("b");
        grant("c");
    }

    private Lease grant(String key) {
        return scene.grant(key, LEASE, RETENTION);
    }
}
