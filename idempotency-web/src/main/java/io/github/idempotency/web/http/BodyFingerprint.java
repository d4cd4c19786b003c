package io.github.idempotency.web.http;

/** How request bodies are compared. */
public enum BodyFingerprint {
    /** Byte for byte. */
    RAW,
    /** JSON bodies by content: order of members and white space do not count. Other bodies byte for byte. */
    CANONICAL_JSON
}
