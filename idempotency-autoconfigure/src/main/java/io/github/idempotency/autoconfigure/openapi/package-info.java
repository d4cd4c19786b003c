/** The OpenAPI document of applications that have springdoc. */
@NullMarked
package io.github.idempotency.autoconfigure.openapi;

import org.jspecify.annotations.NullMarked;
