package io.github.idempotency.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ExpiredRecordPurgerTests {

    private static final Duration OFTEN = Duration.ofMillis(5);

    private final Logger logger = (Logger) LoggerFactory.getLogger(ExpiredRecordPurger.class);
    private final @Nullable Level level = logger.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private @Nullable ExpiredRecordPurger purger;

    @BeforeEach
    void listen() {
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        if (purger != null) {
            purger.close();
        }
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(level);
    }

    private void purge(ExpiredRecordCleaner cleaner, Duration interval, int batchSize) {
        purger = new ExpiredRecordPurger(cleaner, interval, batchSize);
    }

    @Test
    void fullBatchesAreFollowedByAnotherUntilOneIsNotFull() {
        List<Integer> removed = new CopyOnWriteArrayList<>();
        AtomicInteger left = new AtomicInteger(25);
        ExpiredRecordCleaner cleaner = atMost -> {
            int batch = Math.min(atMost, left.get());
            left.addAndGet(-batch);
            removed.add(batch);
            return batch;
        };
        purge(cleaner, Duration.ofMillis(200), 10);

        await().until(() -> removed.size() >= 3);
        assertThat(removed.subList(0, 3)).containsExactly(10, 10, 5);
    }

    @Test
    void itRestsMuchLongerThanItWorksHoweverMuchThereIsToDo() {
        List<Long> starts = new CopyOnWriteArrayList<>();
        ExpiredRecordCleaner cleaner = atMost -> {
            starts.add(System.nanoTime());
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            return atMost;
        };
        purge(cleaner, Duration.ofSeconds(1), 1);

        await().until(() -> starts.size() >= 4);
        // Three rests of at least 67 ms, with all the jitter there is.
        assertThat(starts.get(3) - starts.get(0))
                .isGreaterThan(Duration.ofMillis(200).toNanos());
    }

    @Test
    void batchesGrowWhileTheyAreQuickAndShrinkWhenTheyFail() {
        List<Integer> asked = new CopyOnWriteArrayList<>();
        ExpiredRecordCleaner cleaner = atMost -> {
            asked.add(atMost);
            if (asked.size() == 3) {
                throw new StoreUnavailableException("down", null);
            }
            return atMost;
        };
        purge(cleaner, Duration.ofMillis(20), 1_000);

        await().until(() -> asked.contains(1_000));
        assertThat(asked).startsWith(PurgePace.SMALLEST_BATCH);
        assertThat(asked.get(3)).isEqualTo(Math.max(PurgePace.SMALLEST_BATCH, asked.get(2) / 2));
    }

    @Test
    void failuresDoNotEndItAndAreLoggedOnceUntilItWorksAgain() {
        AtomicInteger calls = new AtomicInteger();
        purge(
                atMost -> {
                    int call = calls.incrementAndGet();
                    if (call <= 3 || call == 6) {
                        throw new StoreUnavailableException("down", null);
                    }
                    return 0;
                },
                OFTEN,
                10);

        await().until(() -> calls.get() >= 8);
        assertThat(List.copyOf(log.list))
                .extracting(ILoggingEvent::getLevel)
                .startsWith(Level.WARN, Level.INFO, Level.WARN, Level.INFO);
        assertThat(log.list.get(0).getThrowableProxy().getMessage()).isEqualTo("down");
    }

    @Test
    void anErrorDoesNotEndItEither() {
        AtomicInteger calls = new AtomicInteger();
        ExpiredRecordCleaner cleaner = atMost -> {
            calls.incrementAndGet();
            throw new NoClassDefFoundError("gone");
        };
        purge(cleaner, OFTEN, 10);

        await().until(() -> calls.get() >= 3);
    }

    @Test
    void closingWaitsForTheBatchUnderWayWithoutInterruptingItAndStartsNoOther() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        purge(
                atMost -> {
                    calls.incrementAndGet();
                    started.countDown();
                    try {
                        mayEnd.await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                    ended.set(true);
                    return atMost;
                },
                OFTEN,
                10);
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        Thread closer = new Thread(this::close);
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        mayEnd.countDown();
        closer.join();

        assertThat(ended).isTrue();
        assertThat(interrupted).isFalse();
        assertThat(calls).hasValue(1);
    }

    @Test
    void senselessSettingsAreRefused() {
        ExpiredRecordCleaner cleaner = atMost -> 0;
        assertThatThrownBy(() -> new ExpiredRecordPurger(cleaner, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval");
        assertThatThrownBy(() -> new ExpiredRecordPurger(cleaner, OFTEN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch");
    }
}
