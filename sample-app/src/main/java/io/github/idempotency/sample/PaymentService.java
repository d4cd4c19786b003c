package io.github.idempotency.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class PaymentService {

    private final JdbcClient jdbc;
    private final PaymentGateway gateway;

    PaymentService(JdbcClient jdbc, PaymentGateway gateway) {
        this.jdbc = jdbc;
        this.gateway = gateway;
    }

    @Transactional
    public Payment charge(String reference, BigDecimal amount) {
        Payment payment = new Payment(UUID.randomUUID().toString(), reference, amount);
        jdbc.sql("insert into payments (id, reference, amount) values (:id, :reference, :amount)")
                .paramSource(payment)
                .update();
        gateway.charge(payment);
        return payment;
    }

    public List<Payment> all() {
        return jdbc.sql("select id, reference, amount from payments")
                .query(Payment.class)
                .list();
    }
}
