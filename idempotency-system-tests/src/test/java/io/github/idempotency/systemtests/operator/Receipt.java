package io.github.idempotency.systemtests.operator;

import java.math.BigDecimal;

record Receipt(String number, BigDecimal amount) {}
