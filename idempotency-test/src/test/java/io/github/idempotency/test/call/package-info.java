/** Tests of the assertions about calls. */
@NullMarked
package io.github.idempotency.test.call;

import org.jspecify.annotations.NullMarked;
