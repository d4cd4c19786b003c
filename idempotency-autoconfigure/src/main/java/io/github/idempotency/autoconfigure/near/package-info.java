/** The near cache of applications that have asked for it. */
@NullMarked
package io.github.idempotency.autoconfigure.near;

import org.jspecify.annotations.NullMarked;
