package io.github.idempotency.store.jdbc;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Takes the scripts along into native images, and the names by which unsuitable data sources are found. */
final class JdbcStoreRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern(SchemaScripts.FOLDER + "*.sql").registerPattern("db/idempotency/**");
        UnsuitableDataSources.types()
                .forEach(type -> hints.reflection().registerTypeIfPresent(classLoader, type, builder -> {}));
    }
}
