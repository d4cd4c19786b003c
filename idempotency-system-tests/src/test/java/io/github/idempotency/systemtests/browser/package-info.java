/** The sample shop's demo page in a real browser. */
@NullMarked
package io.github.idempotency.systemtests.browser;

import org.jspecify.annotations.NullMarked;
