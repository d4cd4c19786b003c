/** The advisor behind the annotation, the proxies it needs, and the checks at start-up. */
@NullMarked
package io.github.idempotency.autoconfigure.aop;

import org.jspecify.annotations.NullMarked;
