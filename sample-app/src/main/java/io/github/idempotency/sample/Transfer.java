package io.github.idempotency.sample;

import java.math.BigDecimal;

record Transfer(String id, String reference, BigDecimal amount) {}
