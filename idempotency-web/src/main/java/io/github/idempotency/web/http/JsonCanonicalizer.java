package io.github.idempotency.web.http;

/** Writes JSON so that documents with the same content have the same bytes. Implementations are thread-safe. */
@FunctionalInterface
public interface JsonCanonicalizer {

    /**
     * The same document with members in order of name and no white space; numbers as they are written (1 and 1.0
     * differ).
     *
     * @return the bytes unchanged if they are not JSON
     */
    byte[] canonical(byte[] json);
}
