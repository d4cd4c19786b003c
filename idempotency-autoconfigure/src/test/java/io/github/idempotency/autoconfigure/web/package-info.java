/** Tests of the HTTP endpoints' wiring. */
@NullMarked
package io.github.idempotency.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
