/** Application events and the audit log, for every engine the application has. */
@NullMarked
package io.github.idempotency.autoconfigure.event;

import org.jspecify.annotations.NullMarked;
