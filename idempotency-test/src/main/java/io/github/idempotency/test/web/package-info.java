/** Idempotency keys and replays in HTTP tests, with Spring's MockMvc and its RestTestClient. */
@NullMarked
package io.github.idempotency.test.web;

import org.jspecify.annotations.NullMarked;
