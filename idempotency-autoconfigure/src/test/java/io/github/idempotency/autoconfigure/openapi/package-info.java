/** What springdoc writes about protected operations, read as clients read it. */
@NullMarked
package io.github.idempotency.autoconfigure.openapi;

import org.jspecify.annotations.NullMarked;
