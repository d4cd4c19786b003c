package io.github.idempotency.store.memory;

import static io.github.idempotency.store.memory.MemoryScene.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.Claim.Granted;
import io.github.idempotency.store.ClaimRequest;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.StoreUnavailableException;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Expired records leave without a thread of their own, and the books balance afterwards. */
class InMemorySweepTests {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RETENTION = Duration.ofHours(1);

    @Test
    void laterClaimsRemoveWhatHasExpired() {
        MemoryScene scene = new MemoryScene(10_000, 1_000_000, 100);
        for (int i = 0; i < 1_000; i++) {
            scene.store().complete(scene.grant("early " + i, LEASE, RETENTION), RESULT, RETENTION);
        }
        scene.pass(RETENTION);

        for (int i = 0; i < 600; i++) {
            scene.grant("late " + i, LEASE, RETENTION);
        }

        assertThat(scene.store().size()).isEqualTo(600);
        assertThat(scene.store().bytes()).isZero();
    }

    /** One is held up in the middle of a removal, until the other has come to the same record. */
    @Test
    void callersThatMeetAtARecordRemoveTheirShareAllTheSame() throws Exception {
        AtomicLong nanos = new AtomicLong();
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch removing = new CountDownLatch(1);
        Thread[] callers = new Thread[2];
        Records records = new Records(new Room(100, 100), new Ticker(() -> {
            // Twice for its own record, then for the queue, then for the record to be removed.
            if (Thread.currentThread().equals(callers[0]) && looks.incrementAndGet() == 4) {
                removing.countDown();
                while (!List.of(State.BLOCKED, State.TERMINATED).contains(callers[1].getState())) {
                    Thread.onSpinWait();
                }
            }
            return nanos.get();
        }));
        // Few enough that those who come late do not make the map grow, which would hold them up elsewhere.
        for (int i = 0; i < 20; i++) {
            records.claim(request("early " + i));
        }
        nanos.addAndGet(RETENTION.toNanos());

        callers[1] = new Thread(() -> records.claim(request("late 1")));
        callers[0] = new Thread(() -> records.claim(request("late 0")));
        callers[0].start();
        assertThat(removing.await(10, TimeUnit.SECONDS)).isTrue();
        callers[1].start();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(records.size()).isEqualTo(20 - 2 * 2 + 2);
        assertThat(records.queued()).isEqualTo(records.size());
    }

    @Test
    void aReturningKeyReplacesItsExpiredRecord() {
        MemoryScene scene = new MemoryScene(1, 100, 100);
        for (int i = 0; i < 10; i++) {
            scene.store().complete(scene.grant("key", LEASE, RETENTION), RESULT, RETENTION);
            scene.pass(RETENTION);
        }

        scene.grant("key", LEASE, RETENTION);

        assertThat(scene.store().size()).isEqualTo(1);
        assertThat(scene.store().bytes()).isZero();
    }

    @Test
    void nothingIsLeftOfRecordsThatWereReleased() {
        Records records = new Records(new Room(10, 100), new Ticker(System::nanoTime));
        for (int i = 0; i < 1_000; i++) {
            Claim claim = records.claim(request("key " + i));
            assertThat(records.release(((Granted) claim).lease())).isTrue();
        }

        assertThat(records.size()).isZero();
        assertThat(records.queued()).isZero();
    }

    @Test
    void whateverManyThreadsDoTheBooksBalance() throws Exception {
        int maxRecords = 500;
        MemoryScene scene = new MemoryScene(maxRecords, 1_000_000, 100);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                running.add(threads.submit(() -> {
                    for (int j = 0; j < 20_000; j++) {
                        liveALittle(scene);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        scene.pass(RETENTION);

        for (int i = 0; i < maxRecords; i++) {
            scene.store().complete(scene.grant("last " + i, LEASE, RETENTION), RESULT, RETENTION);
        }
        assertThat(scene.store().size()).isEqualTo(maxRecords);
        assertThat(scene.store().bytes()).isEqualTo((long) maxRecords * RESULT.payload().length);
        assertThatThrownBy(() -> scene.grant("one too many", LEASE, RETENTION))
                .isInstanceOf(StoreUnavailableException.class);
    }

    private static ClaimRequest request(String name) {
        return new ClaimRequest(MemoryScene.key(name), Owner.next(), Fingerprint.NONE, "test", LEASE, RETENTION, false);
    }

    /** Claims some key and does something with it, or is told that the store is full. */
    private static void liveALittle(MemoryScene scene) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String name = "key " + random.nextInt(2_000);
        Duration retention = Duration.ofMillis(1 + random.nextInt(50));
        try {
            if (scene.claim(name, Duration.ofMillis(1), retention, true) instanceof Granted granted) {
                Lease lease = granted.lease();
                switch (random.nextInt(5)) {
                    case 0 -> scene.store().release(lease);
                    case 1 -> scene.store().delete(lease.key());
                    case 2 -> scene.store().renew(lease, Duration.ofMillis(1 + random.nextInt(100)));
                    case 3 -> scene.pass(Duration.ofMillis(1));
                    default -> scene.store().complete(lease, RESULT, Duration.ofMillis(1 + random.nextInt(100)));
                }
            }
        } catch (StoreUnavailableException full) {
            scene.pass(Duration.ofMillis(1));
        }
    }
}
