package io.github.idempotency.store.jdbc;

import io.github.idempotency.Outcome;
import io.github.idempotency.store.Lease;
import java.time.Duration;

/** A wish to record how a call ended. */
record Completion(Lease lease, Outcome outcome, Duration retention) {}
