package io.github.idempotency.systemtests.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.SchemaScripts;
import io.github.idempotency.store.jdbc.SchemaStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** From the first version of the tables to the current one. */
class UpgradeIT {

    private static final int INSTANCES = 8;

    @ParameterizedTest
    @EnumSource(value = Product.class, names = Product.WITHOUT_VERSION_ONE, mode = EnumSource.Mode.MATCH_NONE)
    void recordsStandThroughTheUpgrade(Product product) throws Exception {
        DataSource database = product.emptyDatabase();
        Scripts.versionOne(product, database);
        Records records = Records.writtenTo(database);

        Scripts.upgrade(product, database);
        Scripts.upgrade(product, database);

        SchemaStatus status = Scripts.status(product, database);
        assertThat(status.version()).isEqualTo(SchemaScripts.VERSION);
        assertThat(status.outdated()).isFalse();
        assertThat(status.problem()).isEmpty();
        assertThat(status.advice()).isEmpty();
        records.stand();
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = Product.WITHOUT_VERSION_ONE, mode = EnumSource.Mode.MATCH_NONE)
    void everyWayLeadsToTheSameTables(Product product) throws Exception {
        DataSource created = product.emptyDatabase();
        Scripts.schema(product, created);

        DataSource upgraded = product.emptyDatabase();
        Scripts.versionOne(product, upgraded);
        Scripts.upgrade(product, upgraded);

        DataSource createdAgain = product.emptyDatabase();
        Scripts.versionOne(product, createdAgain);
        Scripts.schema(product, createdAgain);
        Scripts.schema(product, createdAgain);

        List<String> structure = Structure.of(product, created);
        assertThat(structure)
                .hasSizeGreaterThan(16)
                .anySatisfy(line -> assertThat(line).containsIgnoringCase("idempotency_record_purge_idx"))
                .contains(String.valueOf(SchemaScripts.VERSION));
        assertThat(Structure.of(product, upgraded)).isEqualTo(structure);
        assertThat(Structure.of(product, createdAgain)).isEqualTo(structure);
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = Product.WITHOUT_VERSION_ONE, mode = EnumSource.Mode.MATCH_NONE)
    void theStoreWorksOnTheFirstVersionAndAdvisesTheUpgrade(Product product) throws Exception {
        DataSource database = product.emptyDatabase();
        Scripts.versionOne(product, database);

        Records.writtenTo(database).stand();

        SchemaStatus status = new JdbcIdempotencyStore(database).schema();
        assertThat(status.problem()).isEmpty();
        assertThat(status.version()).isEqualTo(1);
        assertThat(status.outdated()).isTrue();
        assertThat(status.advice())
                .hasValueSatisfying(advice -> assertThat(advice)
                        .contains("upgrade-" + product.platform() + "-2.sql")
                        .contains("'idempotency_record_version'"));
    }

    @ParameterizedTest
    @EnumSource(value = Product.class, names = Product.WITHOUT_VERSION_ONE, mode = EnumSource.Mode.MATCH_NONE)
    void instancesMayUpgradeTogetherAndAtWork(Product product) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(INSTANCES + 1);
        try {
            for (int round = 0; round < 5; round++) {
                DataSource database = product.emptyDatabase();
                Scripts.versionOne(product, database);
                CyclicBarrier start = new CyclicBarrier(INSTANCES + 1);
                List<Future<?>> instances = new ArrayList<>();
                for (int i = 0; i < INSTANCES; i++) {
                    boolean whole = i % 2 == 0;
                    instances.add(threads.submit(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        if (whole) {
                            Scripts.schema(product, database);
                        } else {
                            Scripts.upgrade(product, database);
                        }
                        return null;
                    }));
                }
                instances.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    for (int i = 0; i < 10; i++) {
                        Records.writtenTo(database).stand();
                    }
                    return null;
                }));
                for (Future<?> each : instances) {
                    each.get(60, TimeUnit.SECONDS);
                }
                assertThat(versions(database)).containsExactly(SchemaScripts.VERSION);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aNewerVersionStandsAndIsWorkedWithForAsLongAsItsColumnsAllow(Product product) throws Exception {
        DataSource database = product.emptyDatabase();
        Scripts.schema(product, database);
        JdbcTemplate admin = new JdbcTemplate(database);
        admin.update("INSERT INTO idempotency_record_version (version) VALUES (99)");
        Scripts.schema(product, database);
        Scripts.upgrade(product, database);

        SchemaStatus newer = Scripts.status(product, database);
        assertThat(newer.version()).isEqualTo(99);
        assertThat(newer.problem()).isEmpty();
        assertThat(newer.advice()).isEmpty();
        Records.writtenTo(database).stand();

        admin.execute("ALTER TABLE idempotency_record DROP COLUMN created_at");
        assertThat(Scripts.status(product, database).problem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("lacks created_at")
                        .contains("version 99")
                        .contains("newer release"));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void whatIsMissingIsNamed(Product product) throws Exception {
        DataSource database = product.emptyDatabase();
        assertThat(Scripts.status(product, database).outdated()).isTrue();
        assertThat(Scripts.status(product, database).problem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("'idempotency_record' does not exist")
                        .contains("schema-" + product.platform() + ".sql"));

        Scripts.schema(product, database);
        new JdbcTemplate(database).execute("ALTER TABLE idempotency_record DROP COLUMN payload");
        assertThat(Scripts.status(product, database).outdated()).isFalse();
        assertThat(Scripts.status(product, database).problem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("lacks payload;")
                        .contains("schema-" + product.platform() + ".sql"));
    }

    private static List<Integer> versions(DataSource database) {
        return new JdbcTemplate(database).queryForList("SELECT version FROM idempotency_record_version", Integer.class);
    }
}
