/** Tells clients in the OpenAPI document what protected endpoints expect and answer. */
@NullMarked
package io.github.idempotency.web.openapi;

import org.jspecify.annotations.NullMarked;
