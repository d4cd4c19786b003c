/** What a protected endpoint answers over a real socket, case by case as the reference of HTTP behaviour numbers them. */
@NullMarked
package io.github.idempotency.systemtests.http;

import org.jspecify.annotations.NullMarked;
