/** A small application context around the module, and the things tests put into it. */
@NullMarked
package io.github.idempotency.spring.scene;

import org.jspecify.annotations.NullMarked;
