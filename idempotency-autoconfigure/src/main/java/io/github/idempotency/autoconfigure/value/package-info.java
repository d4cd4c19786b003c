/** How values become bytes: by the Jackson the application has. */
@NullMarked
package io.github.idempotency.autoconfigure.value;

import org.jspecify.annotations.NullMarked;
