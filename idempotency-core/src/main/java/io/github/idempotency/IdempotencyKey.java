package io.github.idempotency;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The identity of one protected call, as stores and logs see it: a SHA-256 digest over everything that scopes the
 * client's key (kind of door, namespace, tenant, principal, operation) and the key itself.
 *
 * <p>The raw key never leaves the adapter that received it. Parts are length-prefixed before hashing, so no choice of
 * one part can imitate another ({@code ("a", "bc")} and {@code ("ab", "c")} differ). Immutable and thread-safe.
 */
public final class IdempotencyKey {

    /** Length of {@link #bytes()}. */
    public static final int LENGTH = 32;

    private static final byte DERIVATION_VERSION = 1;
    private static final int SHORT_DIGITS = 12;

    private final byte[] digest;
    private final int hash;

    private IdempotencyKey(byte[] digest) {
        this.digest = digest;
        this.hash = Arrays.hashCode(digest);
    }

    /**
     * Derives the identity from its parts, in order. The order and number of parts are significant.
     *
     * @throws IllegalArgumentException if no part is given
     */
    public static IdempotencyKey of(String... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("An idempotency key needs at least one part");
        }
        MessageDigest sha256 = Digests.sha256();
        sha256.update(DERIVATION_VERSION);
        for (String part : parts) {
            Digests.updateFramed(sha256, part);
        }
        return new IdempotencyKey(sha256.digest());
    }

    /**
     * Restores a key from {@link #bytes()}.
     *
     * @throws IllegalArgumentException if the array is not {@value #LENGTH} bytes long
     */
    public static IdempotencyKey fromBytes(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(
                    "An idempotency key has " + LENGTH + " bytes, these are " + bytes.length);
        }
        return new IdempotencyKey(bytes.clone());
    }

    /** The digest, {@value #LENGTH} bytes; a fresh copy on every call. */
    public byte[] bytes() {
        return digest.clone();
    }

    /** The digest as 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(digest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdempotencyKey that && Arrays.equals(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The first {@value #SHORT_DIGITS} hexadecimal digits: enough to correlate log lines, safe to show. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(digest, 0, SHORT_DIGITS / 2);
    }
}
