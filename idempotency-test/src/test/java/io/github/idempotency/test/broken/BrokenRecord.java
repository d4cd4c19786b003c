package io.github.idempotency.test.broken;

import io.github.idempotency.Fingerprint;
import io.github.idempotency.Outcome;
import io.github.idempotency.store.Owner;
import org.jspecify.annotations.Nullable;

/** A record as plain fields, copied by whoever wants to look at an old state of it. */
final class BrokenRecord implements Cloneable {

    int format = 1;
    boolean corrupt;
    Fingerprint fingerprint = Fingerprint.NONE;
    String operation = "";
    Owner owner = new Owner(0, 0);
    long token;
    int attempt;
    long createdAt;
    long lease;
    long leaseEnd;
    long expiry;

    @Nullable
    Outcome outcome;

    boolean live() {
        return leaseEnd - System.nanoTime() > 0;
    }

    boolean expired() {
        return expiry - System.nanoTime() <= 0;
    }

    BrokenRecord copy() {
        try {
            return (BrokenRecord) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
