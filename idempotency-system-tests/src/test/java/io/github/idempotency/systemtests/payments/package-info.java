/** The tests that the page about testing shows, and the application they are for. */
@NullMarked
package io.github.idempotency.systemtests.payments;

import org.jspecify.annotations.NullMarked;
