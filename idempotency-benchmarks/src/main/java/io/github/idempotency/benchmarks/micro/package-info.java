/** The paths every call takes, in nanoseconds, measured by JMH. */
@NullMarked
package io.github.idempotency.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
