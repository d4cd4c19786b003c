package io.github.idempotency.systemtests.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.idempotency.store.StoreUnavailableException;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.JdbcStoreSettings;
import io.github.idempotency.store.jdbc.SchemaScripts;
import io.github.idempotency.store.jdbc.SqlDialects;
import io.github.idempotency.systemtests.support.JdbcTestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The shipped scripts, run as applications run them. */
class SchemaScriptIT {

    private static final int INSTANCES = 8;

    @ParameterizedTest
    @EnumSource(Product.class)
    void instancesThatStartTogetherCreateOneTable(Product product) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(INSTANCES);
        try (HikariDataSource pool = product.server().pool(INSTANCES)) {
            for (int round = 0; round < 5; round++) {
                String table = "together_" + round;
                CyclicBarrier start = new CyclicBarrier(INSTANCES);
                List<Future<?>> instances = new ArrayList<>();
                for (int i = 0; i < INSTANCES; i++) {
                    instances.add(threads.submit(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        TestTable.create(pool, product.platform(), table);
                        return null;
                    }));
                }
                for (Future<?> each : instances) {
                    each.get(30, TimeUnit.SECONDS);
                }
                Calls.granted(
                        new JdbcIdempotencyStore(
                                pool, JdbcStoreSettings.defaults().withTable(table)),
                        Calls.request());
                new JdbcTemplate(pool).execute("DROP TABLE " + table);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theScriptRunsAsItIsAndAgain(Product product) {
        JdbcTestServer server = product.server();
        ClassPathResource script = new ClassPathResource(SchemaScripts.location(SqlDialects.of(product.platform())));
        for (int i = 0; i < 2; i++) {
            new ResourceDatabasePopulator(script).execute(server.unpooled());
        }
        Calls.granted(new JdbcIdempotencyStore(server.unpooled()), Calls.request());
        new JdbcTemplate(server.unpooled()).execute("DROP TABLE " + JdbcStoreSettings.DEFAULT_TABLE);
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aMissingTableIsReportedWithTheScriptThatCreatesIt(Product product) {
        JdbcIdempotencyStore store = new JdbcIdempotencyStore(
                product.server().unpooled(), JdbcStoreSettings.defaults().withTable("never_created"));

        assertThatThrownBy(() -> store.claim(Calls.request()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("'never_created' does not exist")
                .hasMessageContaining("schema-" + product.platform() + ".sql");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void theProductIsRecognised(Product product) throws Exception {
        assertThat(SqlDialects.detect(product.server().unpooled()).platform())
                .isEqualTo(product.platform())
                .isEqualTo(DatabaseDriver.fromJdbcUrl(product.server().url()).getId());
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aTableMayLiveInAnotherSchema(Product product) {
        JdbcTemplate admin = new JdbcTemplate(product.server().unpooled());
        admin.execute("CREATE SCHEMA billing");
        try {
            TestTable.create(product.server().unpooled(), product.platform(), "billing.records");
            JdbcStoreSettings settings = JdbcStoreSettings.defaults().withTable("billing.records");
            Calls.granted(new JdbcIdempotencyStore(product.server().unpooled(), settings), Calls.request());
        } finally {
            admin.execute("DROP TABLE IF EXISTS billing.records");
            admin.execute("DROP TABLE IF EXISTS billing.records_version");
            admin.execute("DROP SCHEMA billing");
        }
    }
}
