/** Operations of several steps in processes that are killed and frozen between and inside the steps. */
@NullMarked
package io.github.idempotency.systemtests.steps;

import org.jspecify.annotations.NullMarked;
