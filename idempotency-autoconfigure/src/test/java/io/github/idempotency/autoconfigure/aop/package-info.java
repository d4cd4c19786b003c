/** Tests of the interceptor's wiring. */
@NullMarked
package io.github.idempotency.autoconfigure.aop;

import org.jspecify.annotations.NullMarked;
