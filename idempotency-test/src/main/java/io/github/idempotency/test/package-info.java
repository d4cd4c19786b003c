/** The contract every store passes, and support for testing against stores that misbehave. */
@NullMarked
package io.github.idempotency.test;

import org.jspecify.annotations.NullMarked;
