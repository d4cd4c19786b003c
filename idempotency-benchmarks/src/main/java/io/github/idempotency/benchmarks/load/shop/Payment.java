package io.github.idempotency.benchmarks.load.shop;

import java.math.BigDecimal;
import java.util.UUID;

/** What a payment is answered with. */
record Payment(UUID id, String reference, BigDecimal amount) {}
