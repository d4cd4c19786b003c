/** The store inside the process: the default where nothing is shared, and the measure of what the others cost. */
@NullMarked
package io.github.idempotency.store.memory;

import org.jspecify.annotations.NullMarked;
