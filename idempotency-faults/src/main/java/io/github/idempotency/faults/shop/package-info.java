/** The application that is broken: small, and with one endpoint for each way to keep effects to one. */
@NullMarked
package io.github.idempotency.faults.shop;

import org.jspecify.annotations.NullMarked;
