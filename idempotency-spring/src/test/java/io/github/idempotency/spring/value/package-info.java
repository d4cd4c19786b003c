@NullMarked
package io.github.idempotency.spring.value;

import org.jspecify.annotations.NullMarked;
