/** Meters where the application has a registry for them. */
@NullMarked
package io.github.idempotency.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
