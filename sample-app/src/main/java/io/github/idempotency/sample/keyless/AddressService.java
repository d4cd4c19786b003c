package io.github.idempotency.sample.keyless;

import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** An upsert: the request says what shall be, not what shall be done, so that it may be said any number of times. */
@Service
class AddressService {

    private final JdbcClient jdbc;

    AddressService(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns whether this call created the address.
     *
     * <p>Every product has a statement for this (PostgreSQL {@code on conflict do update}, MySQL and MariaDB {@code on
     * duplicate key update}, others {@code merge}) and no two agree. Use your product's; these statements run on all of
     * them, outside of a transaction.
     */
    boolean put(String customerId, Address address) {
        if (update(customerId, address)) {
            return false;
        }
        try {
            write(
                    "insert into addresses (customer_id, street, city) values (:id, :street, :city)",
                    customerId,
                    address);
            return true;
        } catch (DuplicateKeyException e) {
            // Somebody else was first, a moment ago.
            update(customerId, address);
            return false;
        }
    }

    private boolean update(String customerId, Address address) {
        return write(
                "update addresses set street = :street, city = :city where customer_id = :id", customerId, address);
    }

    private boolean write(String sql, String customerId, Address address) {
        int rows = jdbc.sql(sql)
                .param("id", customerId)
                .param("street", address.street())
                .param("city", address.city())
                .update();
        return rows > 0;
    }

    Optional<Address> find(String customerId) {
        return jdbc.sql("select street, city from addresses where customer_id = :id")
                .param("id", customerId)
                .query(Address.class)
                .optional();
    }
}
