package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

class ConnectionGateTests {

    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final Duration LATE = Duration.ofSeconds(20);

    private final H2Database database = H2Database.empty();
    private final StagedDataSource dataSource = new StagedDataSource(database.dataSource());
    private final ConnectionGate gate = new ConnectionGate(dataSource);
    private final CountDownLatch stuck = new CountDownLatch(1);

    @AfterEach
    void close() {
        stuck.countDown();
        database.close();
    }

    @Test
    void rightAfterAnAnswerTheCallerAsksItself() throws SQLException {
        List<String> askers = new ArrayList<>();
        dataSource.whenAsked(() -> askers.add(Thread.currentThread().getName()));
        for (int i = 0; i < 50 && !askers.contains(Thread.currentThread().getName()); i++) {
            borrow().close();
            gate.answered();
        }

        assertThat(askers.get(0)).as("asker before any answer").isEqualTo("idempotency-jdbc-connect");
        assertThat(askers).contains(Thread.currentThread().getName());
    }

    @Test
    void aDataSourceThatCannotBeInterruptedIsLeftBehindAndItsLateConnectionGivenBack() {
        AtomicInteger asked = new AtomicInteger();
        dataSource.whenAsked(() -> {
            asked.incrementAndGet();
            waitStubbornly();
        });

        // On a loaded machine the helper may come so late that it need not ask any more.
        while (asked.get() == 0) {
            assertThatThrownBy(this::borrow).isInstanceOf(SQLException.class);
        }

        stuck.countDown();
        await().untilAsserted(() -> assertThat(dataSource.calls()).endsWith("close"));
    }

    @Test
    void aDataSourceThatWaitsIsInterruptedAndTheCallerIsNot() {
        AtomicInteger interrupted = new AtomicInteger();
        dataSource.whenAsked(() -> {
            try {
                stuck.await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw new SQLException("interrupted", e);
            }
        });

        assertThatThrownBy(this::borrow).isInstanceOf(SQLException.class);

        await().until(() -> interrupted.get() == 1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void manyCallersOfAStuckDataSourceAllEndAndFewThreadsAreStuckWithIt() throws Exception {
        int callers = 60;
        AtomicInteger asked = new AtomicInteger();
        dataSource.whenAsked(() -> {
            asked.incrementAndGet();
            waitStubbornly();
        });
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                ends.add(threads.submit(() -> assertThatThrownBy(this::borrow).isInstanceOf(SQLException.class)));
            }
            for (Future<?> end : ends) {
                end.get(LATE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(asked).hasValueLessThan(callers);

        stuck.countDown();
        dataSource.whenAsked(() -> {});
        await().ignoreExceptions().until(() -> {
            borrow().close();
            return true;
        });
    }

    @Test
    void aProxyThatFetchesItsConnectionLaterIsMadeToFetchItInTime() {
        ConnectionGate lazy = new ConnectionGate(new LazyConnectionDataSourceProxy(dataSource));
        dataSource.whenAsked(this::waitStubbornly);

        assertThatThrownBy(() -> lazy.borrow(Deadline.after(TIMEOUT))).isInstanceOf(SQLException.class);
    }

    @Test
    void whateverTheDataSourceThrowsReachesTheCaller() {
        dataSource.whenAsked(() -> {
            throw new IllegalStateException("no configuration");
        });

        assertThatThrownBy(this::borrow).isInstanceOf(SQLException.class).hasRootCauseMessage("no configuration");
    }

    private BorrowedConnection borrow() throws SQLException {
        return gate.borrow(Deadline.after(TIMEOUT));
    }

    private void waitStubbornly() {
        boolean interrupted = false;
        while (true) {
            try {
                stuck.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
