package io.github.idempotency.store.jdbc;

import io.github.idempotency.store.TransactionConflictException;
import io.github.idempotency.test.Transactions;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions as an application has them, with a table of effects. */
final class SpringManaged implements Transactions {

    private final TransactionTemplate template;
    private final JdbcTemplate jdbc;

    SpringManaged(DataSource dataSource) {
        this.template = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.jdbc = new JdbcTemplate(dataSource);
        jdbc.execute("CREATE TABLE effects (effect VARCHAR(200))");
    }

    TransactionTemplate template() {
        return template;
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
        jdbc.update("INSERT INTO effects (effect) VALUES (?)", text);
    }

    @Override
    public int written(String text) {
        Integer rows = jdbc.queryForObject("SELECT COUNT(*) FROM effects WHERE effect = ?", Integer.class, text);
        return rows == null ? 0 : rows;
    }
}
