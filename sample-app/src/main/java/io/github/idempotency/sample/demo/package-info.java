/** The demo page's side of the shop: what the server did, a store that can be stopped, and payments without protection. */
@NullMarked
package io.github.idempotency.sample.demo;

import org.jspecify.annotations.NullMarked;
