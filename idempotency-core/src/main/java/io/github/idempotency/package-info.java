/** The words every other package speaks: keys, fingerprints, outcomes and the errors a caller may see. */
@NullMarked
package io.github.idempotency;

import org.jspecify.annotations.NullMarked;
