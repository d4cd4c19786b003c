package io.github.idempotency.systemtests.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Flyway and Liquibase make the tables the scripts make. */
class MigrationIT {

    private static final Map<Product, List<String>> BY_THE_SCRIPT = new EnumMap<>(Product.class);

    static Stream<Arguments> everywhere() {
        return Arrays.stream(Migration.values())
                .flatMap(tool -> Arrays.stream(Product.values()).map(product -> Arguments.of(tool, product)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void anEmptyDatabaseGetsTheTablesOfTheScript(Migration tool, Product product) throws Exception {
        DataSource database = product.emptyDatabase();
        tool.run(product, database, false);
        assertIsComplete(product, database);

        Records records = Records.writtenTo(database);
        tool.run(product, database, false);
        records.stand();
        assertIsComplete(product, database);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void tablesOfTheScriptAreTakenOver(Migration tool, Product product) throws Exception {
        DataSource database = product.emptyDatabase();
        Scripts.schema(product, database);
        Records records = Records.writtenTo(database);
        tool.run(product, database, true);
        tool.run(product, database, true);
        records.stand();
        assertIsComplete(product, database);
    }

    static Stream<Arguments> whereVersionOneWas() {
        return everywhere().filter(place -> hadVersionOne((Product) place.get()[1]));
    }

    @ParameterizedTest
    @MethodSource("whereVersionOneWas")
    void tablesOfTheFirstVersionAreUpgraded(Migration tool, Product product) throws Exception {
        DataSource database = product.emptyDatabase();
        Scripts.versionOne(product, database);
        Records records = Records.writtenTo(database);
        tool.run(product, database, true);
        records.stand();
        assertIsComplete(product, database);
    }

    private static boolean hadVersionOne(Product product) {
        return !product.name().matches(Product.WITHOUT_VERSION_ONE);
    }

    private static void assertIsComplete(Product product, DataSource database) throws Exception {
        List<String> byTheScript = BY_THE_SCRIPT.get(product);
        if (byTheScript == null) {
            DataSource another = product.emptyDatabase();
            Scripts.schema(product, another);
            byTheScript = Structure.of(product, another);
            BY_THE_SCRIPT.put(product, byTheScript);
        }
        assertThat(Structure.of(product, database)).isEqualTo(byTheScript);
        assertThat(Scripts.status(product, database).outdated()).isFalse();
    }
}
