package io.github.idempotency.faults;

/** An application process with what lies between it and the store. */
record Node(AppProcess app, FaultyProxy proxy) {}
