/** Spring tests of what an application protects: the slice, and its parts for other tests. */
@NullMarked
package io.github.idempotency.test.slice;

import org.jspecify.annotations.NullMarked;
