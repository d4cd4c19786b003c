package io.github.idempotency.systemtests.transactions;

import java.io.IOException;

/** What else happens in a payment, after its row is written. */
@FunctionalInterface
interface Inside {

    Inside NOTHING = () -> {};

    void happen() throws IOException;
}
