package io.github.idempotency.systemtests.ledger;

/** An answer that fails while it is written. */
final class Unwritable {

    public String getBroken() {
        throw new IllegalStateException("on purpose");
    }
}
