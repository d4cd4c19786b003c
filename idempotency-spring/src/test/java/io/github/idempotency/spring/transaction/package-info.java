@NullMarked
package io.github.idempotency.spring.transaction;

import org.jspecify.annotations.NullMarked;
