@NullMarked
package io.github.idempotency.spring.observation;

import org.jspecify.annotations.NullMarked;
