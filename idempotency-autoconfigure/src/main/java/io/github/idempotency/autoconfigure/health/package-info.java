/** The health of the stores of keys, where the application shows its health. */
@NullMarked
package io.github.idempotency.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
