package io.github.idempotency.sample;

import java.math.BigDecimal;

record Settlement(String id, String reference, BigDecimal amount) {}
