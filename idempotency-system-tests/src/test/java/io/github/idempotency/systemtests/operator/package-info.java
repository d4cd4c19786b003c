/** What operators see and decide, over HTTP, in an application that protects it as the documentation says. */
@NullMarked
package io.github.idempotency.systemtests.operator;

import org.jspecify.annotations.NullMarked;
