/** The contract every store passes, and what tests of applications need: stores that misbehave, and calls in bursts. */
@NullMarked
package io.github.idempotency.test;

import org.jspecify.annotations.NullMarked;
