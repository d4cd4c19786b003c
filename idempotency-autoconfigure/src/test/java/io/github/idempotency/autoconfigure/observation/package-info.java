/** Tests of the observations' wiring. */
@NullMarked
package io.github.idempotency.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
