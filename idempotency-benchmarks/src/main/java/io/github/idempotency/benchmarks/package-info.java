/** Real servers for measurements. */
@NullMarked
package io.github.idempotency.benchmarks;

import org.jspecify.annotations.NullMarked;
