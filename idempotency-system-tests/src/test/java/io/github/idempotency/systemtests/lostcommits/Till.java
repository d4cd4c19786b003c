package io.github.idempotency.systemtests.lostcommits;

import static io.github.idempotency.TransactionMode.SAME;

import io.github.idempotency.WhenFails;
import io.github.idempotency.spring.Idempotent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Books payments; answers how many there are. */
class Till {

    private final JdbcClient jdbc;

    Till(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    @Idempotent(key = "#key")
    public int inATransactionOfItsOwn(String key) {
        return book(key);
    }

    @Idempotent(key = "#key")
    public int inTheTransactionOfItsCaller(String key) {
        return book(key);
    }

    @Idempotent(key = "#key", transaction = SAME)
    public int inTheSameTransaction(String key) {
        return book(key);
    }

    @Idempotent(key = "#key", transaction = SAME, whenFails = WhenFails.HOLD)
    public int heldIfItFails(String key, Runnable inside) {
        int bookings = book(key);
        inside.run();
        return bookings;
    }

    @Idempotent(key = "#key", transaction = SAME, whenFails = WhenFails.STORE)
    public int storedIfItFails(String key, Runnable inside) {
        return heldIfItFails(key, inside);
    }

    private int book(String key) {
        jdbc.sql("insert into booking (reference) values (?)").param(key).update();
        return bookings(key);
    }

    int bookings(String key) {
        return jdbc.sql("select count(*) from booking where reference = ?")
                .param(key)
                .query(Integer.class)
                .single();
    }
}
