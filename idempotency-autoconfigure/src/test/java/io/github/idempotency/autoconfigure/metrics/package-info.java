/** Tests of the meters' wiring. */
@NullMarked
package io.github.idempotency.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
