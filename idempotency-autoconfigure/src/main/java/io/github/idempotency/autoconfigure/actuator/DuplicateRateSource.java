package io.github.idempotency.autoconfigure.actuator;

import java.util.OptionalDouble;

/** Where the duplicate rate comes from, 0 to 1; it is not known as long as nothing was called. */
@FunctionalInterface
interface DuplicateRateSource {

    OptionalDouble rate();
}
