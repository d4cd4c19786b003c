package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
    void rightAfterAnAnswerOfAPoolTheCallerAsksItself() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(database.dataSource());
            pool.setMaximumPoolSize(2);
            StagedDataSource staged = new StagedDataSource(pool);
            List<String> askers = askersFor(staged);

            assertThat(askers.subList(0, 2))
                    .as("before any answer, and before anything came again")
                    .containsOnly("idempotency-jdbc-connect");
            assertThat(askers).contains(Thread.currentThread().getName());
        }
    }

    /** It may be quick for as long as the server is, and nobody can interrupt it when the server is not. */
    @Test
    void whatOpensAConnectionEachTimeIsNeverAskedByTheCaller() throws SQLException {
        assertThat(askersFor(new StagedDataSource(new OpeningDataSource()))).containsOnly("idempotency-jdbc-connect");
    }

    @Test
    void aCallEndsInTimeWhenADataSourceThatOpenedQuicklyHangs() throws Exception {
        StagedDataSource opening = new StagedDataSource(new OpeningDataSource());
        ConnectionGate itsGate = new ConnectionGate(opening);
        for (int i = 0; i < 20; i++) {
            itsGate.borrow(Deadline.after(LATE)).close();
            itsGate.answered();
        }
        opening.whenAsked(this::waitStubbornly);
        itsGate.answered();

        assertThat(CompletableFuture.supplyAsync(() -> catchThrowable(() -> itsGate.borrow(Deadline.after(TIMEOUT))))
                        .get(LATE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(SQLException.class);
    }

    /** Until the caller has asked itself, or long enough. */
    private static List<String> askersFor(StagedDataSource staged) throws SQLException {
        List<String> askers = new CopyOnWriteArrayList<>();
        staged.whenAsked(() -> askers.add(Thread.currentThread().getName()));
        ConnectionGate itsGate = new ConnectionGate(staged);
        for (int i = 0; i < 50 && !askers.contains(Thread.currentThread().getName()); i++) {
            itsGate.borrow(Deadline.after(LATE)).close();
            itsGate.answered();
        }
        return askers;
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
