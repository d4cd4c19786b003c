package io.github.idempotency.sample;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Stands for the bank on the other side of the network: all it does here is take its time. */
@Component
class PaymentGateway {

    private final Duration latency;

    PaymentGateway(@Value("${shop.gateway-latency}") Duration latency) {
        this.latency = latency;
    }

    void charge(Payment payment) {
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while charging " + payment.id(), e);
        }
    }
}
