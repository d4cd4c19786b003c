@NullMarked
package io.github.idempotency.spring.operation;

import org.jspecify.annotations.NullMarked;
