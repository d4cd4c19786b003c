package io.github.idempotency.store.jdbc;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Has a script run by Spring on a connection that leads nowhere. */
final class ScriptRecorder {

    private ScriptRecorder() {}

    /** The statements the database would be sent. */
    static List<String> statements(SqlDialect dialect) {
        List<String> sent = new ArrayList<>();
        byte[] script =
                SchemaScripts.text(dialect, JdbcStoreSettings.DEFAULT_TABLE).getBytes(StandardCharsets.UTF_8);
        ResourceDatabasePopulator populator = new ResourceDatabasePopulator(new ByteArrayResource(script));
        populator.setSeparator(dialect.scriptSeparator());
        populator.populate(proxy(Connection.class, sent));
        return sent;
    }

    private static <T> T proxy(Class<T> type, List<String> sent) {
        return type.cast(Proxy.newProxyInstance(
                ScriptRecorder.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "createStatement" -> proxy(Statement.class, sent);
                    case "execute" -> !sent.add((String) arguments[0]);
                    case "getUpdateCount" -> -1;
                    case "getMoreResults" -> false;
                    default -> null;
                }));
    }
}
