/** The heart: claims keys, decides by a pure arbiter, keeps leases alive and records how calls end. */
@NullMarked
package io.github.idempotency.engine;

import org.jspecify.annotations.NullMarked;
