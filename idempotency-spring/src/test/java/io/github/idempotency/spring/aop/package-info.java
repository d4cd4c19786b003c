@NullMarked
package io.github.idempotency.spring.aop;

import org.jspecify.annotations.NullMarked;
