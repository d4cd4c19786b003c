/** What the removal of a million expired records costs those who claim meanwhile. */
@NullMarked
package io.github.idempotency.benchmarks.purge;

import org.jspecify.annotations.NullMarked;
