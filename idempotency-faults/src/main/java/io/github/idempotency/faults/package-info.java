/** Runs applications, breaks what they stand on, and judges what was seen; {@code FaultRun} is the way in. */
@NullMarked
package io.github.idempotency.faults;

import org.jspecify.annotations.NullMarked;
