/** The arrows between packages that Maven cannot keep. */
@NullMarked
package io.github.idempotency.systemtests.architecture;

import org.jspecify.annotations.NullMarked;
