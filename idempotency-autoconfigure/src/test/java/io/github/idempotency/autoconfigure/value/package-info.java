/** Tests of the codec's choice. */
@NullMarked
package io.github.idempotency.autoconfigure.value;

import org.jspecify.annotations.NullMarked;
