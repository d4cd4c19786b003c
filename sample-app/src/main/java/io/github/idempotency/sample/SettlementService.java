package io.github.idempotency.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Settles a reference once, so that an execution that comes again after a crash finds what the first one did. */
@Service
class SettlementService {

    private final JdbcClient jdbc;

    SettlementService(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Settlement settle(String reference, BigDecimal amount) {
        Settlement settlement = new Settlement(UUID.randomUUID().toString(), reference, amount);
        try {
            jdbc.sql("insert into settlements (id, reference, amount) values (:id, :reference, :amount)")
                    .paramSource(settlement)
                    .update();
            return settlement;
        } catch (DuplicateKeyException e) {
            return jdbc.sql("select id, reference, amount from settlements where reference = :reference")
                    .param("reference", reference)
                    .query(Settlement.class)
                    .single();
        }
    }

    public List<Settlement> all() {
        return jdbc.sql("select id, reference, amount from settlements")
                .query(Settlement.class)
                .list();
    }
}
