/** What dashboards and alerts stand on: the meters as Prometheus scrapes them, and the queries over them. */
@NullMarked
package io.github.idempotency.systemtests.monitoring;

import org.jspecify.annotations.NullMarked;
