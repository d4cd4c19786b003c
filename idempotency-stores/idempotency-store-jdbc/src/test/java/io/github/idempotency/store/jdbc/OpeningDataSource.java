package io.github.idempotency.store.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Opens connections that are new, cheap and good for nothing. */
final class OpeningDataSource extends AbstractDataSource {

    @Override
    public Connection getConnection() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                    case "unwrap" -> proxy;
                    case "getAutoCommit" -> true;
                    case "getNetworkTimeout" -> 1;
                    default -> null;
                });
    }

    @Override
    public Connection getConnection(String user, String password) {
        return getConnection();
    }
}
