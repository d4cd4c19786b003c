/** The wiring every application gets: settings, the choice of a store, engines and the template. */
@NullMarked
package io.github.idempotency.autoconfigure;

import org.jspecify.annotations.NullMarked;
