/** The shop over HTTP, as its clients see it. */
@NullMarked
package io.github.idempotency.sample;

import org.jspecify.annotations.NullMarked;
