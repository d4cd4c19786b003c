/** What protected beans need to know about themselves at run time, collected ahead of time. */
@NullMarked
package io.github.idempotency.spring.aot;

import org.jspecify.annotations.NullMarked;
