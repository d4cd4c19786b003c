/** What clients saw and what was done, and the proof from it that nothing was lost or done twice. */
@NullMarked
package io.github.idempotency.faults.history;

import org.jspecify.annotations.NullMarked;
