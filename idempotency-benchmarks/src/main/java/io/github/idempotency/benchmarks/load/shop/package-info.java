/** The applications under load: unprotected, protected by this library, and protected by a minimum of hand-written code. */
@NullMarked
package io.github.idempotency.benchmarks.load.shop;

import org.jspecify.annotations.NullMarked;
