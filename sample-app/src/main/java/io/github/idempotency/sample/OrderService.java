package io.github.idempotency.sample;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class OrderService {

    private final JdbcClient jdbc;

    OrderService(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    public Order place(String item, int quantity) {
        Order order = new Order(UUID.randomUUID().toString(), item, quantity);
        jdbc.sql("insert into orders (id, item, quantity) values (:id, :item, :quantity)")
                .paramSource(order)
                .update();
        return order;
    }

    public List<Order> all() {
        return jdbc.sql("select id, item, quantity from orders")
                .query(Order.class)
                .list();
    }
}
