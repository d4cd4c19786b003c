/** Tests of the wiring: real application contexts, no servers. */
@NullMarked
package io.github.idempotency.autoconfigure;

import org.jspecify.annotations.NullMarked;
