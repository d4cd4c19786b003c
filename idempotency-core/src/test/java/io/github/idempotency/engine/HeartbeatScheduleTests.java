package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.idempotency.engine.EngineEvent.StoreVerb;
import io.github.idempotency.store.Lease;
import io.github.idempotency.store.Owner;
import io.github.idempotency.store.memory.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a heartbeat is due, and that nothing is left in the scheduler when it is not. */
@Timeout(30)
class HeartbeatScheduleTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private final FaultyStore store = new FaultyStore(new InMemoryIdempotencyStore(10, 1_000, 100));
    private final StoppingScheduler scheduler = new StoppingScheduler();
    private final Heartbeats heartbeats = new Heartbeats(scheduler, Duration.ofSeconds(1));
    private final RecordedEvents told = new RecordedEvents();
    private final Events events = new Events(told, null, "memory");
    private final LateEndings lateEndings = new LateEndings("late", 10, 2, Duration.ofSeconds(1));
    private final EngineSettings settings = new EngineSettings(Duration.ofSeconds(2), HOUR.multipliedBy(9), 10, 10);
    private final StoreGateway gateway = new StoreGateway(store, events, Duration.ofMillis(100), lateEndings::hurry);
    private final EngineParts parts = new EngineParts(
            settings,
            gateway,
            events,
            heartbeats,
            lateEndings,
            new OrphanClaims(gateway, settings),
            new FailureLog(System::nanoTime),
            NearRecords.NONE);

    @AfterEach
    void close() {
        lateEndings.close();
        scheduler.shutdownNow();
        heartbeats.close();
    }

    @Test
    void theFirstTickIsDueNoLaterThanAThirdOfTheLeaseAfterTheClaimWasSent() {
        execution(Duration.ZERO).start();

        assertThat(onlyDelay()).isBetween(Duration.ofMinutes(17), Duration.ofMinutes(20));
    }

    @Test
    void callsThatCameTogetherAreNotRenewedTogether() {
        for (int i = 0; i < 100; i++) {
            execution(Duration.ZERO).start();
        }

        assertThat(scheduler.getQueue().stream()
                        .map(tick -> ((ScheduledFuture<?>) tick).getDelay(TimeUnit.SECONDS))
                        .distinct()
                        .count())
                .isGreaterThan(10);
    }

    @Test
    void theTimeTheClaimTookCountsAsPartOfTheFirstTick() {
        execution(Duration.ofMinutes(15)).start();

        assertThat(onlyDelay()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(5));
    }

    @Test
    void aClaimThatTookLongerThanATickIsRenewedAtOnce() {
        LeasedExecution execution = execution(Duration.ofMinutes(50));
        execution.start();

        await().until(() -> store.calls(StoreVerb.RENEW) == 1);
        execution.abandon();
    }

    @Test
    void anEndedExecutionIsNotKeptAliveByTheTickItWouldHaveHad() {
        LeasedExecution completed = execution(Duration.ZERO);
        completed.start();
        completed.complete(Stage.answer("x"));
        LeasedExecution released = execution(Duration.ZERO);
        released.start();
        released.release();
        LeasedExecution abandoned = execution(Duration.ZERO);
        abandoned.start();
        abandoned.abandon();

        assertThat(scheduler.getQueue()).isEmpty();
    }

    @Test
    void anExecutionThatEndsWhileItsNextTickIsBeingScheduledLeavesNoTickBehind() throws Exception {
        LeasedExecution execution = execution(Duration.ZERO);
        scheduler.meanwhile = execution::abandon;

        execution.start();

        scheduler.joinMeanwhile();
        assertThat(scheduler.getQueue()).isEmpty();
    }

    @Test
    void anExecutionWhoseTickFindsNoThreadDoesNotStartAndIsNeverRenewed() {
        scheduler.full = true;
        LeasedExecution execution = execution(Duration.ZERO);
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(execution::start);

        scheduler.getQueue().forEach(Runnable::run);
        heartbeats.close();
        assertThat(store.calls(StoreVerb.RENEW)).isZero();
        assertThat(told.all(EngineEvent.Started.class)).isEmpty();
    }

    @Test
    void theEnginesOwnSchedulerForgetsWhatIsCancelled() {
        ScheduledThreadPoolExecutor own = (ScheduledThreadPoolExecutor) BackgroundThreads.scheduler("test", 1);

        assertThat(own.schedule(() -> {}, 1, TimeUnit.HOURS).cancel(false)).isTrue();

        assertThat(own.getQueue()).isEmpty();
        own.shutdownNow();
    }

    private LeasedExecution execution(Duration claimTook) {
        ProtectedCall call = TestCall.of("k").lease(HOUR).build();
        Lease lease = new Lease(call.key(), Owner.next(), 1);
        return new LeasedExecution(
                call, lease, 1, new CallWatch(parts.events(), null), System.nanoTime() - claimTook.toNanos(), parts);
    }

    private Duration onlyDelay() {
        assertThat(scheduler.getQueue()).hasSize(1);
        ScheduledFuture<?> tick = (ScheduledFuture<?>) scheduler.getQueue().element();
        return Duration.ofNanos(tick.getDelay(TimeUnit.NANOSECONDS));
    }

    /** Lets something else happen on another thread while a task is being scheduled. */
    private static final class StoppingScheduler extends ScheduledThreadPoolExecutor {

        private boolean full;
        private @Nullable Runnable meanwhile;
        private @Nullable Thread other;

        StoppingScheduler() {
            super(1);
            setRemoveOnCancelPolicy(true);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (meanwhile != null) {
                other = new Thread(meanwhile);
                other.start();
                try {
                    // It either gets through or has to wait for us.
                    other.join(100);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            ScheduledFuture<?> scheduled = super.schedule(task, delay, unit);
            if (full) {
                // What the pool does where no thread is to be had: the task is in its queue by then.
                throw new OutOfMemoryError("unable to create native thread");
            }
            return scheduled;
        }

        void joinMeanwhile() throws InterruptedException {
            assertThat(other).isNotNull();
            other.join(TimeUnit.SECONDS.toMillis(20));
        }
    }
}
