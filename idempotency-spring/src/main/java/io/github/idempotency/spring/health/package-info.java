/** Whether the stores of keys answer, and how bad it is where they do not; knows nothing of Spring Boot. */
@NullMarked
package io.github.idempotency.spring.health;

import org.jspecify.annotations.NullMarked;
