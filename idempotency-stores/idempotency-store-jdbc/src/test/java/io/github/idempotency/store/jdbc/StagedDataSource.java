package io.github.idempotency.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A data source whose next connection comes when and how a test says; writes down what is done to connections. */
final class StagedDataSource extends AbstractDataSource {

    /** What happens when a connection is asked for. */
    interface Script {
        void play() throws SQLException;
    }

    private final DataSource target;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Script script = () -> {};
    private volatile String failing = "";

    StagedDataSource(DataSource target) {
        this.target = target;
    }

    void whenAsked(Script next) {
        script = next;
    }

    /** From now on, connections fail to do this. */
    void failOn(String method) {
        failing = method;
    }

    /** What was called on connections, getters left out. */
    List<String> calls() {
        return calls;
    }

    @Override
    public Connection getConnection() throws SQLException {
        script.play();
        return watched(target.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private Connection watched(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    String name = method.getName();
                    if (name.equals(failing)) {
                        throw new SQLException(name + " fails", "08006");
                    }
                    if (!name.startsWith("get") && !name.startsWith("is")) {
                        calls.add(name + (name.startsWith("set") ? "=" + arguments[arguments.length - 1] : ""));
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
