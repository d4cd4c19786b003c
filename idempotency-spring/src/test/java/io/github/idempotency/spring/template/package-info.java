@NullMarked
package io.github.idempotency.spring.template;

import org.jspecify.annotations.NullMarked;
