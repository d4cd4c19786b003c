package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.CallRejectedException;
import io.github.idempotency.Rejection;
import io.github.idempotency.TransactionMode;
import io.github.idempotency.WhenAbandoned;
import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.WhenStoreFails;
import io.github.idempotency.engine.CallPolicy;
import io.github.idempotency.engine.EngineRegistry;
import io.github.idempotency.engine.EngineSettings;
import io.github.idempotency.engine.IdempotencyEngine;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.spring.transaction.SameTransactions;
import io.github.idempotency.spring.value.JacksonValueCodec;
import io.github.idempotency.spring.value.ValueCalls;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Protected calls that share a pool with the transactions they are made in: nobody waits for ever. */
class SmallPoolIT {

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final int CALLERS = 6;
    private static final int CALLS = 24;

    private final JdbcStoreSettings table = Product.POSTGRESQL.table();
    private final String entries = table.table() + "_entries";
    private final JdbcClient admin =
            JdbcClient.create(Product.POSTGRESQL.server().unpooled());
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @BeforeEach
    void create() {
        admin.sql("create table " + entries + " (number int)").update();
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void inAPoolOfTwoEveryCallInsideATransactionOfItsCallerIsDoneOrRefused() {
        with(2, (scene, pool) -> {
            Call call = number -> scene.outer.executeWithoutResult(
                    status -> scene.template.run("call-" + number, () -> scene.write(number)));
            List<Integer> refused = allAtOnce(call);
            // With less of a crowd every refused call gets through.
            for (int number : refused) {
                Awaitility.await("call " + number)
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> isDone(call, number));
            }
            assertEachDoneOnce();
            Awaitility.await("all answers to be recorded")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> settled() == CALLS);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        });
    }

    @Test
    void aPoolOfOneIsEnoughForCallsThatHaveTheirTransactionWithTheirRecord() {
        with(1, (scene, pool) -> {
            IdempotencyTemplate same = scene.template.withTransaction(TransactionMode.SAME);
            assertThat(allAtOnce(number -> same.run("call-" + number, () -> scene.write(number))))
                    .isEmpty();
            assertEachDoneOnce();
            assertThat(settled()).isEqualTo(CALLS);
        });
    }

    @Test
    void aPoolOfOneRefusesEveryCallInsideATransactionOfItsCaller() {
        with(1, (scene, pool) -> {
            assertThatExceptionOfType(CallRejectedException.class)
                    .isThrownBy(() -> scene.outer.executeWithoutResult(
                            status -> scene.template.run("call", () -> scene.write(1))))
                    .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.STORE_UNAVAILABLE));
            assertThat(numbers()).isEmpty();
            scene.template.run("call", () -> scene.write(2));
            assertThat(numbers()).containsExactly(2);
        });
    }

    private interface Call {
        void make(int number);
    }

    /** @return the calls that were refused */
    private List<Integer> allAtOnce(Call call) {
        List<CompletableFuture<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            int number = i;
            calls.add(CompletableFuture.supplyAsync(() -> isDone(call, number), callers));
        }
        List<Integer> refused = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            assertThat(calls.get(i)).succeedsWithin(60, TimeUnit.SECONDS);
            if (!calls.get(i).join()) {
                refused.add(i);
            }
        }
        return refused;
    }

    private static boolean isDone(Call call, int number) {
        try {
            call.make(number);
            return true;
        } catch (CallRejectedException e) {
            assertThat(e.rejection()).isIn(Rejection.STORE_UNAVAILABLE, Rejection.IN_PROGRESS);
            return false;
        }
    }

    private void assertEachDoneOnce() {
        assertThat(numbers())
                .containsExactlyElementsOf(IntStream.range(0, CALLS).boxed().toList());
    }

    private List<Integer> numbers() {
        return admin.sql("select number from " + entries + " order by number")
                .query(Integer.class)
                .list();
    }

    private int settled() {
        return admin.sql("select count(*) from " + table.table() + " where outcome is not null")
                .query(Integer.class)
                .single();
    }

    private void with(int connections, BiConsumer<Scene, HikariDataSource> test) {
        try (HikariDataSource pool = Product.POSTGRESQL.server().pool(connections);
                IdempotencyEngine engine = new IdempotencyEngine(
                        new JdbcIdempotencyStore(pool, table.withTimeout(TIMEOUT)),
                        new EngineSettings(TIMEOUT, Duration.ofMinutes(1), 100, 100),
                        event -> {})) {
            test.accept(new Scene(pool, engine, entries), pool);
        }
    }

    private static final class Scene {

        private final JdbcClient jdbc;
        private final String entries;
        private final TransactionTemplate outer;
        private final IdempotencyTemplate template;

        Scene(HikariDataSource pool, IdempotencyEngine engine, String entries) {
            DataSourceTransactionManager manager = new DataSourceTransactionManager(pool);
            StaticListableBeanFactory beans = new StaticListableBeanFactory();
            beans.addBean("transactions", manager);
            this.jdbc = JdbcClient.create(pool);
            this.entries = entries;
            this.outer = new TransactionTemplate(manager);
            this.template = new IdempotencyTemplate(
                    engine,
                    new ValueCalls(new JacksonValueCodec(JsonMapper.shared())),
                    "test",
                    new CallPolicy(
                            Duration.ofSeconds(10),
                            Duration.ofHours(1),
                            WhenInProgress.REJECT,
                            Duration.ZERO,
                            WhenAbandoned.REEXECUTE,
                            WhenStoreFails.REFUSE,
                            WhenFails.RELEASE,
                            TransactionMode.SEPARATE),
                    new SameTransactions(beans, new EngineRegistry(Map.of(), engine)));
        }

        void write(int number) {
            jdbc.sql("insert into " + entries + " values (?)").param(number).update();
        }
    }
}
