/** What has to be compiled against Spring Boot 3.5; does nothing on Spring Boot 4. */
@NullMarked
package io.github.idempotency.autoconfigure.boot3;

import org.jspecify.annotations.NullMarked;
