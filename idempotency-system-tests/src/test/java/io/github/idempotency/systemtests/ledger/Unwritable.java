package io.github.idempotency.systemtests.ledger;

/** An answer that fails while it is written. */
final class Unwritable {

    @SuppressWarnings("DoNotCallSuggester") // called by the writer of JSON
    public String getBroken() {
        throw new IllegalStateException("on purpose");
    }
}
