package io.github.idempotency.systemtests.jdbc;

import io.github.idempotency.store.TransactionConflictException;
import io.github.idempotency.test.Transactions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An application's transactions, with a table of effects nobody else uses. */
final class Effects implements Transactions {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TransactionTemplate template;
    private final JdbcTemplate jdbc;
    private final String table;

    Effects(DataSource dataSource) {
        this.template = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.jdbc = new JdbcTemplate(dataSource);
        this.table = "effects_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        jdbc.execute("CREATE TABLE " + table + " (effect VARCHAR(200))");
    }

    TransactionTemplate template() {
        return template;
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    void drop() {
        jdbc.execute("DROP TABLE " + table);
    }

    /** Failures that call for another try look like the store's, wherever in the transaction they come from. */
    @Override
    public <T> T commit(Supplier<T> work) {
        try {
            return template.execute(status -> work.get());
        } catch (ConcurrencyFailureException e) {
            throw new TransactionConflictException("The application's statement or its commit has failed", e);
        }
    }

    @Override
    public <T> T rollBack(Supplier<T> work) {
        return template.execute(status -> {
            status.setRollbackOnly();
            return work.get();
        });
    }

    @Override
    public void write(String text) {
        jdbc.update("INSERT INTO " + table + " (effect) VALUES (?)", text);
    }

    @Override
    public int written(String text) {
        Integer rows = jdbc.queryForObject("SELECT COUNT(*) FROM " + table + " WHERE effect = ?", Integer.class, text);
        return rows == null ? 0 : rows;
    }
}
