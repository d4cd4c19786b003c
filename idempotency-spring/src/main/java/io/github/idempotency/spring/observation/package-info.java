/** Meters: what happens to keys, as numbers an operator can watch. */
@NullMarked
package io.github.idempotency.spring.observation;

import org.jspecify.annotations.NullMarked;
