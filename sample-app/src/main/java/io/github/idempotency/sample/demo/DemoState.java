package io.github.idempotency.sample.demo;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of the server.
 *
 * @param store the store of keys
 * @param record of the visitor's key
 * @param order what the visitor was charged
 * @param ledger of all payments
 * @param started when this process did, in milliseconds since 1970: what it counts began then
 * @param calls the last payments, the newest first
 */
record DemoState(Store store, KeyRecord record, Charges order, Ledger ledger, long started, List<Call> calls) {

    /**
     * The store of keys.
     *
     * @param name as in {@code idempotency.store}
     * @param on whether it answers
     */
    record Store(String name, boolean on) {}

    /**
     * The record of a key.
     *
     * @param state {@code none}, {@code claimed}, {@code abandoned}, {@code settled}, {@code held}, or {@code unknown} while
     *     the store does not answer
     * @param digest the record's, whole; {@code null} without a record
     * @param leaseMillis how long its owner may still be silent
     * @param retentionMillis how long it is kept from now
     */
    record KeyRecord(
            String state, @Nullable String digest, int attempt, long leaseMillis, long retentionMillis, int bytes) {

        static KeyRecord without(String state) {
            return new KeyRecord(state, null, 0, 0, 0, 0);
        }
    }

    /**
     * The shop's own table.
     *
     * @param charges how many payments there are in all
     * @param inMemory whether it ends with this process, which the keys may outlive
     */
    record Ledger(long charges, boolean inMemory) {}

    /** How often, and how much in all. */
    record Charges(long count, BigDecimal sum) {}
}
