package io.github.idempotency;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 with unambiguous framing. */
final class Digests {

    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one does not", e);
        }
    }

    /** Text in UTF-8; text that UTF-8 cannot say is kept apart from all other text instead of being repaired. */
    static void updateFramed(MessageDigest digest, String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            updateFramed(digest, bytes);
        } catch (CharacterCodingException e) {
            // An unpaired surrogate. No UTF-8 begins with this byte.
            ByteBuffer raw = ByteBuffer.allocate(1 + 2 * text.length()).put((byte) 0xFF);
            raw.asCharBuffer().put(text);
            updateFramed(digest, raw.array());
        }
    }

    /** Prefixes the bytes with their length, so that neighbouring parts can never be confused. */
    static void updateFramed(MessageDigest digest, byte[] bytes) {
        int length = bytes.length;
        digest.update((byte) (length >>> 24));
        digest.update((byte) (length >>> 16));
        digest.update((byte) (length >>> 8));
        digest.update((byte) length);
        digest.update(bytes);
    }
}
