/** The test support for users, used as they would use it: on a bakery that takes orders. */
@NullMarked
package io.github.idempotency.systemtests.testkit;

import org.jspecify.annotations.NullMarked;
