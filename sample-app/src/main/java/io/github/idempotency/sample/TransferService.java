package io.github.idempotency.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class TransferService {

    private final JdbcClient jdbc;

    TransferService(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nothing here recognises a repetition: that is left to the key. */
    @Transactional
    public Transfer transfer(String reference, BigDecimal amount) {
        Transfer transfer = new Transfer(UUID.randomUUID().toString(), reference, amount);
        jdbc.sql("insert into transfers (id, reference, amount) values (:id, :reference, :amount)")
                .paramSource(transfer)
                .update();
        return transfer;
    }

    public List<Transfer> all() {
        return jdbc.sql("select id, reference, amount from transfers")
                .query(Transfer.class)
                .list();
    }
}
