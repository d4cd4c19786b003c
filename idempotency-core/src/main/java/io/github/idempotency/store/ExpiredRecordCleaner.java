package io.github.idempotency.store;

/** A store whose expired records have to be removed from outside, in batches that can never remove a live one. */
public interface ExpiredRecordCleaner {

    /**
     * Removes expired records, at most the given number.
     *
     * @return how many were removed; fewer than {@code atMost} means there are no more for now
     */
    int removeExpired(int atMost);
}
