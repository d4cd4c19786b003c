package io.github.idempotency.autoconfigure.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import io.github.idempotency.autoconfigure.support.Analyses;
import io.github.idempotency.autoconfigure.support.Apps;
import io.github.idempotency.autoconfigure.support.Databases;
import io.github.idempotency.engine.ExpiredRecordPurger;
import io.github.idempotency.spring.template.IdempotencyTemplate;
import io.github.idempotency.store.ExpiredRecordCleaner;
import io.github.idempotency.store.IdempotencyStore;
import io.github.idempotency.store.StoreTraits;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

class PurgeTests {

    private final ApplicationContextRunner often =
            Apps.plain().withPropertyValues("idempotency.jdbc.purge-interval=5ms");
    private final Queue<Integer> batches = new ConcurrentLinkedQueue<>();

    @Test
    void expiredRecordsVanishFromTheDatabase() {
        often.withBean(DataSource.class, Databases::embedded).run(context -> {
            JdbcTemplate database = new JdbcTemplate(context.getBean(DataSource.class));
            context.getBean(IdempotencyTemplate.class)
                    .withPolicy(
                            policy -> policy.withLease(Duration.ofMillis(100)).withRetention(Duration.ofMillis(100)))
                    .run("short", () -> {});
            context.getBean(IdempotencyTemplate.class).run("long", () -> {});
            await().untilAsserted(() -> assertThat(records(database)).isEqualTo(1));
        });
    }

    @Test
    void storesOfTheApplicationArePurgedTooWhileTheContextRuns() {
        ApplicationContextRunner app = often.withPropertyValues("idempotency.jdbc.purge-batch-size=7")
                .withBean(IdempotencyStore.class, this::cleanable);
        app.run(context -> {
            awaitBatch();
            context.stop();
            assertNobodyPurges();
            batches.clear();
            context.start();
            awaitBatch();
            assertThat(batches).containsOnly(7);
        });
        assertNobodyPurges();
    }

    @Test
    void nothingIsPurgedWhereSomebodyElseDoes() {
        often.withPropertyValues("idempotency.jdbc.purge-interval=0")
                .withBean(IdempotencyStore.class, this::cleanable)
                .run(context -> assertNobodyPurges());
        ExpiredRecordPurger own = new ExpiredRecordPurger(atMost -> 0);
        often.withBean(ExpiredRecordPurger.class, () -> own)
                .withBean(IdempotencyStore.class, this::cleanable)
                .run(context -> assertThat(context).doesNotHaveBean(StorePurging.class));
        Apps.plain().run(context -> assertNobodyPurges());
    }

    @ParameterizedTest
    @ValueSource(strings = {"purge-interval=-1s", "purge-interval=1ns", "purge-batch-size=0"})
    void settingsThatCannotBeUsedStopTheStart(String wrong) {
        Apps.plain()
                .withPropertyValues("idempotency.jdbc." + wrong)
                .run(context -> assertThat(
                                Analyses.of(context.getStartupFailure()).getDescription())
                        .contains("'idempotency.jdbc." + wrong.substring(0, wrong.indexOf('=')) + "'"));
    }

    private IdempotencyStore cleanable() {
        StoreTraits traits = new StoreTraits("cleanable", true, true, true, false, 1_000);
        return mock(
                IdempotencyStore.class,
                withSettings().extraInterfaces(ExpiredRecordCleaner.class).defaultAnswer(call -> {
                    if (call.getMethod().getName().equals("removeExpired")) {
                        batches.add(call.getArgument(0));
                        return 0;
                    }
                    return call.getMethod().getName().equals("traits") ? traits : null;
                }));
    }

    private void awaitBatch() {
        await().untilAsserted(() -> assertThat(batches).isNotEmpty());
    }

    private static int records(JdbcTemplate database) {
        Integer count = database.queryForObject("select count(*) from idempotency_record", Integer.class);
        return count == null ? -1 : count;
    }

    /** A thread that has nothing left to do may take a moment to end. */
    private static void assertNobodyPurges() {
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("idempotency-purge")));
    }
}
