/** What README and docs show is compiled, bound or run. */
@NullMarked
package io.github.idempotency.systemtests.documentation;

import org.jspecify.annotations.NullMarked;
