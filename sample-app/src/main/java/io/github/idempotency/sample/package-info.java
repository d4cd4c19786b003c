/** A small shop, written as any user of the starter would write it. */
@NullMarked
package io.github.idempotency.sample;

import org.jspecify.annotations.NullMarked;
