package io.github.idempotency.sample;

import java.math.BigDecimal;

record Payment(String id, String reference, BigDecimal amount) {}
