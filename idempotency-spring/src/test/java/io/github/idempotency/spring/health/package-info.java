/** The health of stores. */
@NullMarked
package io.github.idempotency.spring.health;

import org.jspecify.annotations.NullMarked;
