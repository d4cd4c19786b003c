/** The actuator endpoint, where it is exposed. */
@NullMarked
package io.github.idempotency.autoconfigure.actuator;

import org.jspecify.annotations.NullMarked;
