/** The store of applications that have configured no other. */
@NullMarked
package io.github.idempotency.autoconfigure.store.memory;

import org.jspecify.annotations.NullMarked;
