/** Throughput, latency and processor time of whole applications over HTTP, side by side in the same rounds. */
@NullMarked
package io.github.idempotency.benchmarks.load;

import org.jspecify.annotations.NullMarked;
