/** Tests of what meters and traces show of a running application. */
@NullMarked
package io.github.idempotency.systemtests.observation;

import org.jspecify.annotations.NullMarked;
