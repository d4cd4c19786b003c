package io.github.idempotency.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * H2 made up as another product: phrases H2 lacks are replaced by its own in every statement, and its error codes by those
 * the product has for the same.
 */
final class Masquerade {

    private final Map<String, String> phrases;
    private final Map<Integer, Integer> codes;
    private final boolean emptyIsNull;
    private final Map<String, Integer> statements = new ConcurrentHashMap<>();

    /**
     * @param phrases the product's on the left
     * @param codes H2's on the left
     * @param emptyIsNull whether an empty array is stored as NULL
     */
    Masquerade(Map<String, String> phrases, Map<Integer, Integer> codes, boolean emptyIsNull) {
        this.phrases = phrases;
        this.codes = codes;
        this.emptyIsNull = emptyIsNull;
    }

    /** The product's statements so far, with the number of their arguments. */
    Map<String, Integer> statements() {
        return statements;
    }

    DataSource wrap(DataSource h2) {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return connection(h2.getConnection());
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        };
    }

    private Connection connection(Connection target) {
        return proxy(Connection.class, (method, arguments) -> {
            if (!method.getName().equals("prepareStatement")) {
                return invoke(method, target, arguments);
            }
            String sql = (String) arguments[0];
            arguments[0] = translate(sql);
            return statement(sql, (PreparedStatement) invoke(method, target, arguments));
        });
    }

    private PreparedStatement statement(String sql, PreparedStatement target) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().startsWith("set")) {
                statements.merge(sql, (Integer) arguments[0], Math::max);
            }
            if (emptyIsNull && method.getName().equals("setBytes") && ((byte[]) arguments[1]).length == 0) {
                target.setNull((Integer) arguments[0], Types.VARBINARY);
                return null;
            }
            return invoke(method, target, arguments);
        });
    }

    String translate(String sql) {
        String translated = sql;
        for (Map.Entry<String, String> phrase : phrases.entrySet()) {
            translated = translated.replace(phrase.getKey(), phrase.getValue());
        }
        return translated;
    }

    private Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException failure ? translate(failure) : e.getCause();
        }
    }

    private SQLException translate(SQLException failure) {
        Integer code = codes.get(failure.getErrorCode());
        return code == null ? failure : new SQLException(failure.getMessage(), "XXXXX", code, failure);
    }

    private interface Handler {
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                Masquerade.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.handle(method, arguments)));
    }
}
