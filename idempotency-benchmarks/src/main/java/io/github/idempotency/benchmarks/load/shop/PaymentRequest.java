package io.github.idempotency.benchmarks.load.shop;

import java.math.BigDecimal;

/** What is asked for. */
record PaymentRequest(String reference, BigDecimal amount) {}
