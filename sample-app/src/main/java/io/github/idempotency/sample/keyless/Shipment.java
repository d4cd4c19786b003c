package io.github.idempotency.sample.keyless;

record Shipment(String id, String orderNumber, String carrier) {}
