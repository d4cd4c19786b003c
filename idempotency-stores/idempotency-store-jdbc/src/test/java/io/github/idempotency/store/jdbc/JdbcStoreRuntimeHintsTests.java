package io.github.idempotency.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

class JdbcStoreRuntimeHintsTests {

    private final RuntimeHints hints = registered();

    @ParameterizedTest
    @ValueSource(strings = {SchemaScripts.FOLDER, "db/idempotency/"})
    void everyScriptIsInANativeImage(String folder) throws IOException {
        List<String> files = files(folder);
        assertThat(files)
                .hasSizeGreaterThan(9)
                .allSatisfy(file -> assertThat(hints)
                        .matches(RuntimeHintsPredicates.resource().forResource(file)));
    }

    @ParameterizedTest
    @ValueSource(classes = {AbstractRoutingDataSource.class, TransactionAwareDataSourceProxy.class})
    void dataSourcesAreRefusedThereToo(Class<?> unsuitable) {
        assertThat(hints).matches(RuntimeHintsPredicates.reflection().onType(unsuitable));
    }

    @Test
    void withoutSpringsDataSourcesThereIsNothingToRegister() {
        RuntimeHints bare = new RuntimeHints();
        new JdbcStoreRuntimeHints().registerHints(bare, ClassLoader.getPlatformClassLoader());
        assertThat(bare.reflection().typeHints()).isEmpty();
    }

    private static RuntimeHints registered() {
        RuntimeHints hints = new RuntimeHints();
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
                .load(RuntimeHintsRegistrar.class)
                .stream()
                .filter(JdbcStoreRuntimeHints.class::isInstance)
                .forEach(registrar -> registrar.registerHints(hints, JdbcStoreRuntimeHints.class.getClassLoader()));
        return hints;
    }

    private static List<String> files(String folder) throws IOException {
        return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "**/*.*"))
                .map(resource -> resource.getDescription().replaceAll(".*(" + folder + "[^\\]]*)]", "$1"))
                .filter(file -> file.endsWith(".sql") || file.endsWith(".xml"))
                .toList();
    }
}
