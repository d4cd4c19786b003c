package io.github.idempotency.sample;

import java.time.Instant;

record Invoice(String number, String orderId, Instant issued) {}
