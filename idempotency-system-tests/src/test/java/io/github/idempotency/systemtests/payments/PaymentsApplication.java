package io.github.idempotency.systemtests.payments;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class PaymentsApplication {}
