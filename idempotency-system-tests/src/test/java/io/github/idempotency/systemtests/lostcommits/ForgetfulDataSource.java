package io.github.idempotency.systemtests.lostcommits;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Commits when it is told to, and then sometimes loses the connection before it can say so. */
final class ForgetfulDataSource extends DelegatingDataSource {

    private final AtomicBoolean losesNext = new AtomicBoolean();

    ForgetfulDataSource(DataSource sound) {
        super(sound);
    }

    /** The reply to the next commit does not arrive. */
    void loseNextReply() {
        losesNext.set(true);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, method, arguments));
    }

    private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
        Object answer;
        try {
            answer = method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (method.getName().equals("commit") && losesNext.compareAndSet(true, false)) {
            throw new SQLException("The connection was reset by peer", "08006");
        }
        return answer;
    }
}
