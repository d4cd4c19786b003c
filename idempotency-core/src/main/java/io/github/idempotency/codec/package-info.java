/** Versioned envelopes around what is recorded, and the way values become bytes. */
@NullMarked
package io.github.idempotency.codec;

import org.jspecify.annotations.NullMarked;
