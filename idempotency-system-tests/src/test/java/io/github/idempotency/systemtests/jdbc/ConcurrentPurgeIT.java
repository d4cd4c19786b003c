package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.IdempotencyKey;
import io.github.idempotency.store.Claim;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Several instances that purge a large backlog, while clients claim new keys and such as are just being purged. */
class ConcurrentPurgeIT {

    private static final int EXPIRED = 20_000;
    private static final int BATCH = 100;
    private static final int INSTANCES = 3;
    private static final int CLAIMERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<IdempotencyKey, AtomicInteger> effects = new ConcurrentHashMap<>();
    private final CyclicBarrier ready = new CyclicBarrier(INSTANCES);
    private final AtomicBoolean purged = new AtomicBoolean();

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aBacklogIsRemovedByAllInstancesAndNoLiveRecordWithIt(Product product) throws Exception {
        JdbcStoreSettings settings = product.table().withTimeout(Duration.ofSeconds(20));
        ExecutorService threads = Executors.newCachedThreadPool();
        try (HikariDataSource pool = product.server().pool(CLAIMERS)) {
            JdbcTemplate database = new JdbcTemplate(pool);
            insertExpired(database, settings.table());
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, settings);
            List<Future<?>> claiming = new ArrayList<>();
            for (int i = 0; i < CLAIMERS; i++) {
                claiming.add(threads.submit(() -> claim(store)));
            }
            List<Future<Integer>> purging = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                purging.add(threads.submit(() -> purge(product, settings)));
            }

            int removed = 0;
            for (Future<Integer> instance : purging) {
                removed += instance.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            purged.set(true);
            for (Future<?> claimer : claiming) {
                claimer.get(1, TimeUnit.MINUTES);
            }
            assertThat(removed).isBetween(EXPIRED - effects.size(), EXPIRED);
            assertThat(store.removeExpired(BATCH)).as("left over").isZero();
            assertThat(effects).isNotEmpty();
            assertThat(effects.values()).allMatch(count -> count.get() == 1);
            assertThat(effects.keySet()).allMatch(key -> store.find(key).isPresent());
            assertThat(rows(database, settings.table())).isEqualTo(effects.size());
        } finally {
            purged.set(true);
            threads.shutdownNow();
        }
    }

    /** Without the rests that an application takes, and only once all of them are there. */
    private int purge(Product product, JdbcStoreSettings settings) throws Exception {
        try (HikariDataSource pool = product.server().pool(1)) {
            JdbcIdempotencyStore store = new JdbcIdempotencyStore(pool, settings);
            int removed = store.removeExpired(1);
            int batch;
            ready.await(1, TimeUnit.MINUTES);
            do {
                batch = store.removeExpired(BATCH);
                removed += batch;
            } while (batch == BATCH);
            return removed;
        }
    }

    private void claim(JdbcIdempotencyStore store) {
        while (!purged.get()) {
            int number = ThreadLocalRandom.current().nextInt(2 * EXPIRED);
            IdempotencyKey key = number < EXPIRED ? expiredKey(number) : Calls.key();
            if (store.claim(Calls.request(key, PATIENCE, PATIENCE)) instanceof Claim.Granted granted) {
                effects.computeIfAbsent(key, none -> new AtomicInteger()).incrementAndGet();
                assertThat(store.complete(granted.lease(), Calls.OUTCOME, PATIENCE))
                        .as("completed")
                        .isTrue();
            }
        }
    }

    /** Their keys are in no order, so that claims and purges meet everywhere in the table. */
    private static void insertExpired(JdbcTemplate database, String table) {
        List<Object[]> rows = IntStream.range(0, EXPIRED)
                .mapToObj(i ->
                        new Object[] {expiredKey(i).bytes(), new byte[32], new byte[16], i + 1, i + 1, new byte[400]})
                .toList();
        database.batchUpdate(
                "INSERT INTO " + table + " (id, format, state, fingerprint, operation, owner, token, attempt,"
                        + " lease_until, expires_at, purge_after, created_at, outcome, payload)"
                        + " VALUES (?, 1, 'S', ?, 'test', ?, 1, 1, 0, ?, ?, 0, 'R', ?)",
                rows);
    }

    private static IdempotencyKey expiredKey(int number) {
        return IdempotencyKey.of("expired", Integer.toString(number));
    }

    private static int rows(JdbcTemplate database, String table) {
        Integer count = database.queryForObject("SELECT count(*) FROM " + table, Integer.class);
        return count == null ? -1 : count;
    }
}
