/** The one interceptor behind the annotation, and the checks that find mistakes at start-up. */
@NullMarked
package io.github.idempotency.spring.aop;

import org.jspecify.annotations.NullMarked;
