/** Several sample shops as processes of their own on one store: raced, killed and frozen. */
@NullMarked
package io.github.idempotency.systemtests.processes;

import org.jspecify.annotations.NullMarked;
