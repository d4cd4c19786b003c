package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

class EmbeddedScriptTests {

    private static final int INSTANCES = 8;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "sqlite, jdbc:sqlite:{file}.db",
        "sqlite, jdbc:sqlite:{file}.db?journal_mode=WAL",
        "hsqldb, jdbc:hsqldb:mem:{name}",
        "hsqldb, jdbc:hsqldb:mem:{name};hsqldb.tx=mvcc"
    })
    void theScriptMayRunAgainAndByManyInstancesAtOnce(String platform, String address) throws Exception {
        String name = UUID.randomUUID().toString();
        TestDatabase database = new TestDatabase(
                platform,
                address.replace("{file}", folder.resolve(name).toString()).replace("{name}", name));
        new JdbcTemplate(database.unpooled()).queryForList("VALUES (1)");
        ExecutorService threads = Executors.newFixedThreadPool(INSTANCES);
        try {
            List<Callable<Void>> instances = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                instances.add(() -> {
                    database.createTable("seen");
                    return null;
                });
            }
            for (Future<Void> end : threads.invokeAll(instances)) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        database.createTable("seen");

        assertThat(SqlDialects.detect(database.unpooled())).isSameAs(database.dialect());
        assertThat(new JdbcIdempotencyStore(
                                database.unpooled(),
                                JdbcStoreSettings.defaults().withTable("seen").withTimeout(Duration.ofSeconds(20)))
                        .schema()
                        .outdated())
                .isFalse();
    }
}
