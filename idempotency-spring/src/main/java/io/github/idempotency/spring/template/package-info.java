/** Protection for a piece of code instead of a whole method. */
@NullMarked
package io.github.idempotency.spring.template;

import org.jspecify.annotations.NullMarked;
