package io.github.idempotency.systemtests.transactions;

import static io.github.idempotency.TransactionMode.SAME;

import io.github.idempotency.WhenFails;
import io.github.idempotency.WhenInProgress;
import io.github.idempotency.spring.Idempotent;
import java.io.IOException;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Pays, and says under which number. */
@Service
class Bank {

    private final JdbcClient jdbc;

    Bank(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Idempotent(key = "#reference", transaction = SAME)
    public String pay(String reference, Inside inside) throws IOException {
        return write(reference, inside);
    }

    @Idempotent(key = "#reference", transaction = SAME, whenInProgress = WhenInProgress.WAIT, maxWait = "30s")
    public String payOrWait(String reference, Inside inside) throws IOException {
        return write(reference, inside);
    }

    @Idempotent(key = "#reference", transaction = SAME, recordFailures = OutOfMoneyException.class)
    public String payIfCovered(String reference, Inside inside) throws IOException {
        return write(reference, inside);
    }

    @Idempotent(key = "#reference", transaction = SAME, whenFails = WhenFails.HOLD)
    public String payOrHold(String reference, Inside inside) throws IOException {
        return write(reference, inside);
    }

    @Idempotent(key = "#key", required = false, transaction = SAME)
    public String payWithOrWithoutAKey(String key, String reference, Inside inside) throws IOException {
        return write(reference, inside);
    }

    @Idempotent(key = "#reference", fingerprint = "#amount", transaction = SAME)
    public String payOnce(String reference, String amount) throws IOException {
        return write(reference, Inside.NOTHING);
    }

    @Idempotent(key = "#reference")
    public String paySeparately(String reference) {
        return UUID.randomUUID().toString();
    }

    /** Checked exceptions commit, as Spring has it. */
    @Transactional
    @Idempotent(key = "#reference", transaction = SAME, recordFailures = IOException.class)
    public String payByTheRulesOfSpring(String reference, Inside inside) throws IOException {
        return write(reference, inside);
    }

    @Transactional(isolation = Isolation.SERIALIZABLE)
    @Idempotent(key = "#reference", transaction = SAME, whenInProgress = WhenInProgress.WAIT, maxWait = "30s")
    public String payIsolated(String reference, Inside inside) throws IOException {
        return write(reference, inside);
    }

    private String write(String reference, Inside inside) throws IOException {
        jdbc.sql("insert into payment (reference) values (?)").param(reference).update();
        inside.happen();
        return UUID.randomUUID().toString();
    }

    int payments(String reference) {
        return jdbc.sql("select count(*) from payment where reference = ?")
                .param(reference)
                .query(Integer.class)
                .single();
    }
}
