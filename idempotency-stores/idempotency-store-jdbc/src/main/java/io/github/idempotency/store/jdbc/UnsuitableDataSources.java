package io.github.idempotency.store.jdbc;

import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Finds data sources whose connections depend on who asks. Known by their names, because an application may be without
 * spring-jdbc.
 */
final class UnsuitableDataSources {

    private static final String SPRING = "org.springframework.jdbc.datasource.";

    /** In the order to ask in: one that chooses by thread passes every other question on to its choice, if it has one. */
    private static final Map<String, String> WHY = new LinkedHashMap<>();

    static {
        WHY.put(
                SPRING + "lookup.AbstractRoutingDataSource",
                "The store asks for connections on threads of its own, so it cannot use an AbstractRoutingDataSource, which"
                        + " chooses a database by what the current thread carries and would send calls for one key to"
                        + " several: give it the one data source its table is in, such as the primary's");
        WHY.put(
                SPRING + "TransactionAwareDataSourceProxy",
                "The store commits its statements by itself, so it cannot use a TransactionAwareDataSourceProxy: give it"
                        + " the data source the proxy stands for");
    }

    private UnsuitableDataSources() {}

    /** The names of their classes. */
    static Set<String> types() {
        return Collections.unmodifiableSet(WHY.keySet());
    }

    /** @throws IllegalArgumentException if it is one, or wraps one; says why, and what to give instead */
    static void refuse(DataSource dataSource) {
        WHY.forEach((type, why) -> {
            if (isOrWraps(dataSource, type)) {
                throw new IllegalArgumentException(why);
            }
        });
    }

    private static boolean isOrWraps(DataSource dataSource, String name) {
        try {
            ClassLoader loader = dataSource.getClass().getClassLoader();
            Class<?> type = Class.forName(name, false, loader == null ? ClassLoader.getSystemClassLoader() : loader);
            return type.isInstance(dataSource) || dataSource.isWrapperFor(type);
        } catch (ClassNotFoundException | LinkageError | SQLException e) {
            return false;
        }
    }
}
