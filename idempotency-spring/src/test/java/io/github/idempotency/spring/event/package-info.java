/** Events and the audit log. */
@NullMarked
package io.github.idempotency.spring.event;

import org.jspecify.annotations.NullMarked;
