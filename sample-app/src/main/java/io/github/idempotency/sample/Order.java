package io.github.idempotency.sample;

record Order(String id, String item, int quantity) {}
