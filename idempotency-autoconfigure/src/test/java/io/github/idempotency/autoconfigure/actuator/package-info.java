/** The endpoint is there where it is wanted, and changes nothing unless it may. */
@NullMarked
package io.github.idempotency.autoconfigure.actuator;

import org.jspecify.annotations.NullMarked;
