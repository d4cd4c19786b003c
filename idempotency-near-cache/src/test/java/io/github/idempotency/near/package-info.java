/** Tests of the near cache by itself. */
@NullMarked
package io.github.idempotency.near;

import org.jspecify.annotations.NullMarked;
