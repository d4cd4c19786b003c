/** The sample app as it is processed ahead of time. */
@NullMarked
package io.github.idempotency.systemtests.aot;

import org.jspecify.annotations.NullMarked;
