/** What a million records take up in each store, and what writing them moves about. */
@NullMarked
package io.github.idempotency.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
