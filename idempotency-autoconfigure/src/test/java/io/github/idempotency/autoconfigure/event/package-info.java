/** Tests of the package of the same name. */
@NullMarked
package io.github.idempotency.autoconfigure.event;

import org.jspecify.annotations.NullMarked;
