package io.github.idempotency.faults.shop;

import io.github.idempotency.TransactionMode;
import io.github.idempotency.spring.Idempotent;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Effects in the database that keeps the keys, in the same transaction. */
@RestController
@Profile("same")
class Same {

    private final JdbcTemplate jdbc;
    private final String process;

    Same(JdbcTemplate jdbc, @Value("${faults.process}") String process) {
        this.jdbc = jdbc;
        this.process = process;
    }

    /** Nothing but the key keeps a second row out: the table has no unique constraint. */
    @Idempotent(transaction = TransactionMode.SAME)
    @PostMapping("/bookings")
    ResponseEntity<String> book(
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader(BrokenShop.CALLER) String caller,
            @RequestBody String body)
            throws InterruptedException {
        Work work = Work.of(body);
        String receipt = Answers.newReceipt();
        work.prepare();
        jdbc.update(
                "insert into booking (idempotency_key, caller, receipt, process) values (?, ?, ?, ?)",
                key,
                caller,
                receipt,
                process);
        work.finish();
        return Answers.created(key, caller, receipt, receipt, work);
    }
}
