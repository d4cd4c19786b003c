/** What became of the calls of an application: recorded, and asserted. */
@NullMarked
package io.github.idempotency.test.call;

import org.jspecify.annotations.NullMarked;
