@NullMarked
package io.github.idempotency.spring.aot;

import org.jspecify.annotations.NullMarked;
