/** Operators where stores fail and records cannot be read. */
@NullMarked
package io.github.idempotency.spring.operator;

import org.jspecify.annotations.NullMarked;
