package io.github.idempotency.store.memory;

import static io.github.idempotency.store.memory.MemoryScene.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Abandoned;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.Claim.Held;
import io.github.idempotency.store.Claim.Settled;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.RecordView;
import io.github.idempotency.store.RecordView.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Leases and retentions to the nanosecond, on a clock the test moves. */
class InMemoryExpiryTests {

    private static final Duration NANOSECOND = Duration.ofNanos(1);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RETENTION = Duration.ofHours(1);

    private final MemoryScene scene = new MemoryScene(100, 1_000, 100);
    private final InMemoryIdempotencyStore store = scene.store();

    @Test
    void aLeaseRunsOutAtItsEndAndNotANanosecondBefore() {
        grant("key");

        scene.pass(LEASE.minus(NANOSECOND));
        assertThat(claim("key", false)).isEqualTo(new Held(Fingerprint.NONE, NANOSECOND));
        assertThat(claim("key", true)).isInstanceOf(Held.class);

        scene.pass(NANOSECOND);
        assertThat(claim("key", false)).isEqualTo(new Abandoned(Fingerprint.NONE, 1));
        assertThat(claim("key", true)).isInstanceOf(Granted.class);
    }

    @Test
    void aSettledRecordEndsAtItsEndAndNotANanosecondBefore() {
        Lease lease = grant("key");
        scene.pass(LEASE);
        assertThat(store.complete(lease, RESULT, RETENTION)).isTrue();

        scene.pass(RETENTION.minus(NANOSECOND));
        assertThat(claim("key", true)).isInstanceOf(Settled.class);
        assertThat(store.complete(lease, RESULT, RETENTION)).isTrue();

        scene.pass(NANOSECOND);
        assertThat(store.complete(lease, RESULT, RETENTION)).isFalse();
        assertThat(((Granted) claim("key", false)).attempt()).isEqualTo(1);
    }

    @Test
    void anAbandonedRecordEndsWithTheRetentionOfItsClaim() {
        Lease lease = grant("key");
        scene.pass(RETENTION.minus(NANOSECOND));
        assertThat(claim("key", false)).isInstanceOf(Abandoned.class);

        scene.pass(NANOSECOND);
        assertThat(store.renew(lease, LEASE)).isFalse();
        assertThat(store.complete(lease, RESULT, RETENTION)).isFalse();
        assertThat(store.release(lease)).isFalse();
        assertThat(((Granted) claim("key", true)).attempt()).isEqualTo(1);
    }

    @Test
    void everyGrantHasAGreaterTokenThanTheOneBeforeWhateverHappenedToTheRecord() {
        Lease first = grant("key");
        store.release(first);
        Lease second = grant("key");
        scene.pass(RETENTION);
        Lease third = grant("key");

        assertThat(second.token()).isGreaterThan(first.token());
        assertThat(third.token()).isGreaterThan(second.token());
    }

    @Test
    void durationsLongerThanAnyClockAreForEver() {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        Lease lease = grant("key");
        assertThat(store.renew(lease, forEver)).isTrue();
        scene.pass(Duration.ofDays(36_500));
        assertThat(claim("key", true)).isInstanceOf(Held.class);

        assertThat(store.complete(lease, RESULT, forEver)).isTrue();
        scene.pass(Duration.ofDays(15_000));
        assertThat(claim("key", true)).isInstanceOf(Settled.class);
    }

    @Test
    void aClockThatOverflowsIsAClock() {
        MemoryScene late = new MemoryScene(100, 1_000, 100, Long.MAX_VALUE - LEASE.toNanos() / 2);
        late.grant("key", LEASE, RETENTION);

        late.pass(LEASE.minus(NANOSECOND));
        assertThat(late.claim("key", LEASE, RETENTION, true)).isInstanceOf(Held.class);

        late.pass(NANOSECOND);
        assertThat(late.claim("key", LEASE, RETENTION, true)).isInstanceOf(Granted.class);
    }

    @Test
    void anOperatorSeesTheTimesRunDown() {
        grant("key");
        scene.pass(Duration.ofSeconds(4));

        assertThat(store.find(MemoryScene.key("key")))
                .contains(new RecordView(
                        MemoryScene.key("key"),
                        "test",
                        State.CLAIMED,
                        1,
                        Duration.ofSeconds(4),
                        LEASE.minusSeconds(4),
                        RETENTION.minusSeconds(4),
                        0));
    }

    private Lease grant(String key) {
        return scene.grant(key, LEASE, RETENTION);
    }

    private Claim claim(String key, boolean takeover) {
        return scene.claim(key, LEASE, RETENTION, takeover);
    }
}
