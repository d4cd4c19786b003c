package io.github.idempotency.sample;

import java.math.BigDecimal;

public record Payment(String id, String reference, BigDecimal amount) {}
