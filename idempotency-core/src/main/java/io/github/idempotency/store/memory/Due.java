package io.github.idempotency.store.memory;

/**
 * A place in the expiry queue.
 *
 * @param at when to look at the record, in nanoseconds of the store's ticker
 * @param number tells places of the same instant apart
 */
record Due(long at, long number) implements Comparable<Due> {

    @Override
    public int compareTo(Due other) {
        int byTime = Long.compare(at, other.at);
        return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
}
