package io.github.idempotency.systemtests.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Holds the first connections up until a test has its callers in line, and counts what those behind them send. */
final class JoinedDataSource extends AbstractDataSource {

    private final DataSource target;
    private final List<String> joined = new CopyOnWriteArrayList<>();
    private final AtomicInteger alone = new AtomicInteger();
    private final Semaphore arrived = new Semaphore(0);
    private volatile CountDownLatch gate = new CountDownLatch(0);

    JoinedDataSource(DataSource target) {
        this.target = target;
    }

    void hold() {
        gate = new CountDownLatch(1);
        arrived.drainPermits();
        alone.set(0);
    }

    /** Waits until so many callers have asked for a connection, all of which are held. */
    void awaitHeld(int callers) throws InterruptedException {
        arrived.acquire(callers);
    }

    void release() {
        gate.countDown();
    }

    /** Statements for several calls that were prepared so far. */
    List<String> joined() {
        return joined;
    }

    /** How many other statements were prepared since the last {@link #hold}. */
    int alone() {
        return alone.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        arrived.release();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new SQLException("Interrupted", e);
        }
        Connection connection = target.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        String sql = (String) arguments[0];
                        if (sql.contains("unnest")) {
                            joined.add(sql);
                        } else {
                            alone.incrementAndGet();
                        }
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }
}
