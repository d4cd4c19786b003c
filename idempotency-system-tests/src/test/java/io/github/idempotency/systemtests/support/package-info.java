/** Real servers, faults and counters for the tests beside it. */
@NullMarked
package io.github.idempotency.systemtests.support;

import org.jspecify.annotations.NullMarked;
