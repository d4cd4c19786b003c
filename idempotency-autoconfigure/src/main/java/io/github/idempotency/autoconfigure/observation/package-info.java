/** Observations, and with them traces, where the application has a registry for them. */
@NullMarked
package io.github.idempotency.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
