package io.github.idempotency.sample.keyless;

import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** A unique constraint on what the business itself calls unique: an order is shipped once. */
@Service
class ShipmentService {

    private final JdbcClient jdbc;

    ShipmentService(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Ships the order unless it has been shipped; returns its one shipment, whoever made it.
     *
     * <p>Not in a transaction: after the refused insert PostgreSQL would refuse every further statement of it.
     */
    Shipment shipOnce(Shipment shipment) {
        try {
            jdbc.sql("insert into shipments (id, order_number, carrier) values (:id, :orderNumber, :carrier)")
                    .paramSource(shipment)
                    .update();
            return shipment;
        } catch (DuplicateKeyException e) {
            return find(shipment.orderNumber()).orElseThrow(() -> e);
        }
    }

    Optional<Shipment> find(String orderNumber) {
        return jdbc.sql("select id, order_number, carrier from shipments where order_number = :orderNumber")
                .param("orderNumber", orderNumber)
                .query(Shipment.class)
                .optional();
    }
}
