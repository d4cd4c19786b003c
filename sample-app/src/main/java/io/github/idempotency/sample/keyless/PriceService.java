package io.github.idempotency.sample.keyless;

import java.math.BigDecimal;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Optimistic locking: who changes a price says which version they have seen, and that version can be changed once. */
@Service
class PriceService {

    private final JdbcClient jdbc;

    PriceService(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sets the first price of a product; empty if it has one. */
    Optional<Price> create(String productId, BigDecimal amount) {
        try {
            jdbc.sql("insert into prices (product_id, amount, version) values (:id, :amount, 1)")
                    .param("id", productId)
                    .param("amount", amount)
                    .update();
            return Optional.of(new Price(amount, 1));
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
    }

    /** Changes that version of the price; empty if it is not the current one. Check and change are one statement. */
    Optional<Price> change(String productId, long version, BigDecimal amount) {
        int rows = jdbc.sql("update prices set amount = :amount, version = version + 1"
                        + " where product_id = :id and version = :version")
                .param("id", productId)
                .param("amount", amount)
                .param("version", version)
                .update();
        return rows == 1 ? Optional.of(new Price(amount, version + 1)) : Optional.empty();
    }

    Optional<Price> find(String productId) {
        return jdbc.sql("select amount, version from prices where product_id = :id")
                .param("id", productId)
                .query(Price.class)
                .optional();
    }
}
