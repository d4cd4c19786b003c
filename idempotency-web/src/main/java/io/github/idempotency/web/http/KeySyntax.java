package io.github.idempotency.web.http;

/** How the key may be written in its header. */
public enum KeySyntax {
    /** Quoted or bare; {@code "abc"} and {@code abc} are the same key. */
    LENIENT,
    /** A String item of RFC 9651 only, as draft-ietf-httpapi-idempotency-key-header demands: {@code "abc"}. */
    STRICT
}
