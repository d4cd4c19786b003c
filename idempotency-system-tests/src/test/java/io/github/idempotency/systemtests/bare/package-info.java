/** Applications that have next to nothing on their classpath besides the starter. */
@NullMarked
package io.github.idempotency.systemtests.bare;

import org.jspecify.annotations.NullMarked;
