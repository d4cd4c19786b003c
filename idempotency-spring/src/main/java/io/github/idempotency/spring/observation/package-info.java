/** Observations and meters: what happens to calls and their keys, as an operator can watch it. */
@NullMarked
package io.github.idempotency.spring.observation;

import org.jspecify.annotations.NullMarked;
