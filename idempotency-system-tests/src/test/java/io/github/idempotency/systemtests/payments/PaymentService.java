package io.github.idempotency.systemtests.payments;

import java.util.UUID;
import org.springframework.stereotype.Service;

@Service
class PaymentService {

    record PaymentRequest(String reference, String amount) {}

    record Payment(String id, String reference) {}

    Payment charge(PaymentRequest request) {
        return new Payment(UUID.randomUUID().toString(), request.reference());
    }
}
