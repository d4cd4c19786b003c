/** Stores that are broken on purpose, and the proof that the contract notices. */
@NullMarked
package io.github.idempotency.test.broken;

import org.jspecify.annotations.NullMarked;
