/** Each technique over HTTP: the repeated request, and twenty of them at the same moment. */
@NullMarked
package io.github.idempotency.sample.keyless;

import org.jspecify.annotations.NullMarked;
