/** The demo page's side of the shop, over HTTP and by itself. */
@NullMarked
package io.github.idempotency.sample.demo;

import org.jspecify.annotations.NullMarked;
