package io.github.idempotency.store.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;
import javax.sql.DataSource;

/** Finds data sources that would commit a caller's transaction in the middle. */
final class CallersTransactions {

    private static final String PROXY = "org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy";

    private CallersTransactions() {}

    static void refuse(DataSource dataSource) {
        if (wraps(dataSource)) {
            throw new IllegalArgumentException("The store commits its statements by itself, so it cannot use a "
                    + "TransactionAwareDataSourceProxy: give it the data source the proxy stands for");
        }
    }

    private static boolean wraps(DataSource dataSource) {
        try {
            ClassLoader loader = dataSource.getClass().getClassLoader();
            Class<?> proxy = Class.forName(PROXY, false, loader == null ? ClassLoader.getSystemClassLoader() : loader);
            return proxy.isInstance(dataSource) || ((Wrapper) dataSource).isWrapperFor(proxy);
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        } catch (SQLException e) {
            return false;
        }
    }
}
