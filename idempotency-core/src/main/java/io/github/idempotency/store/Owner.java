package io.github.idempotency.store;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The nonce of one attempt to execute: 16 bytes, unique across processes and time. It lets a store recognise a claim
 * that is merely being repeated because the first reply was lost.
 *
 * @param high the first 8 bytes
 * @param low the last 8 bytes
 */
public record Owner(long high, long low) {

    /** Length of {@link #bytes()}. */
    public static final int LENGTH = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A nonce no other attempt has; thread-safe. */
    public static Owner next() {
        // No counter: processes restored from one checkpoint (CRaC, SnapStart) would go on with the same numbers.
        return new Owner(RANDOM.nextLong(), RANDOM.nextLong());
    }

    /**
     * Restores an owner from {@link #bytes()}.
     *
     * @throws IllegalArgumentException if the array is not {@value #LENGTH} bytes long
     */
    public static Owner fromBytes(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("An owner has " + LENGTH + " bytes, these are " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Owner(buffer.getLong(), buffer.getLong());
    }

    /** The nonce as bytes, big-endian. */
    public byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
    }
}
