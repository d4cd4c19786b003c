/** Bugs planted into the real engine and store, which the checker has to find in what clients saw. */
@NullMarked
package io.github.idempotency.faults.planted;

import org.jspecify.annotations.NullMarked;
