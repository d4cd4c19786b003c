package io.github.idempotency;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a call asked for, digested: a key that returns with another fingerprint is a misuse, not a retry (section 2.4 of
 * draft-ietf-httpapi-idempotency-key-header).
 *
 * <p>Immutable and thread-safe. Stores treat the bytes as opaque.
 */
public final class Fingerprint {

    /** Longest fingerprint a store has to accept, in bytes. */
    public static final int MAX_LENGTH = 64;

    /** The fingerprint of calls that are told apart by their key alone. */
    public static final Fingerprint NONE = new Fingerprint(new byte[0]);

    private final byte[] bytes;

    private Fingerprint(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A SHA-256 over the parts, each framed by its length; the order is significant. */
    public static Fingerprint of(byte[]... parts) {
        MessageDigest sha256 = Digests.sha256();
        for (byte[] part : parts) {
            Digests.updateFramed(sha256, part);
        }
        return new Fingerprint(sha256.digest());
    }

    /** A SHA-256 over the parts in UTF-8, each framed by its length; the order is significant. */
    public static Fingerprint of(String... parts) {
        MessageDigest sha256 = Digests.sha256();
        for (String part : parts) {
            Digests.updateFramed(sha256, part);
        }
        return new Fingerprint(sha256.digest());
    }

    /**
     * Restores a fingerprint from {@link #bytes()}.
     *
     * @throws IllegalArgumentException if it is longer than {@value #MAX_LENGTH} bytes
     */
    public static Fingerprint fromBytes(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A fingerprint has at most " + MAX_LENGTH + " bytes, this one has " + bytes.length);
        }
        return new Fingerprint(bytes.clone());
    }

    /** The opaque bytes, at most {@value #MAX_LENGTH}; a fresh copy on every call. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length == 0 ? "none" : HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 6));
    }
}
