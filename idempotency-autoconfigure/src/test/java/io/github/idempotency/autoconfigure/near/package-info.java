/** Tests of the wiring of the near cache. */
@NullMarked
package io.github.idempotency.autoconfigure.near;

import org.jspecify.annotations.NullMarked;
