package io.github.idempotency.autoconfigure.store.jdbc;

import io.github.idempotency.autoconfigure.StoreChoice;
import io.github.idempotency.autoconfigure.StoreSetupException;
import io.github.idempotency.store.StoreException;
import io.github.idempotency.store.jdbc.JdbcIdempotencyStore;
import io.github.idempotency.store.jdbc.SchemaStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;

/**
 * Looks at the table of every store in a database as soon as there is the store, the application's own included. Does not
 * insist on a database that answers: one that is away may come back, one without the table will not have it later.
 */
final class JdbcStoreCheck implements BeanPostProcessor, PriorityOrdered {

    private static final Logger log = LoggerFactory.getLogger(JdbcStoreCheck.class);

    /** Before an application's own post-processor can have put a decorator around the store. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof JdbcIdempotencyStore store) {
            check(store, beanName);
        }
        return bean;
    }

    private static void check(JdbcIdempotencyStore store, String beanName) {
        SchemaStatus schema;
        try {
            schema = store.schema();
        } catch (StoreException e) {
            judge(e);
            return;
        }
        schema.problem().ifPresent(problem -> {
            throw new StoreSetupException(problem + ".", action(beanName));
        });
        schema.advice().ifPresent(advice -> log.warn("{}.", advice));
    }

    private static String action(String beanName) {
        return beanName.equals(StoreChoice.CHOSEN_STORE)
                ? "Run the script with your migration tool, or set 'idempotency.jdbc.initialize-schema=always' to have it"
                        + " run at start-up, or correct 'idempotency.jdbc.table'."
                : "Run the script with your migration tool, or correct the table's name in the settings of the bean '"
                        + beanName + "'; 'idempotency.jdbc.initialize-schema' is for the store the starter makes.";
    }

    private static void judge(StoreException failure) {
        if (failure.getCause() instanceof IllegalArgumentException) {
            throw new StoreSetupException(
                    failure.getMessage() + ".",
                    "Set 'idempotency.jdbc.platform' to a platform this database is compatible with, or set"
                            + " 'idempotency.store' to another store.");
        }
        log.warn(
                "The database of idempotency keys could not be checked: {}. Protected calls are refused until it answers.",
                failure.getMessage());
    }
}
