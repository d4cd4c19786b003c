/** What the tests of the wiring share. */
@NullMarked
package io.github.idempotency.autoconfigure.support;

import org.jspecify.annotations.NullMarked;
