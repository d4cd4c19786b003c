package io.github.idempotency.web.http;

/** What a key meets at an endpoint that is not protected. */
public enum UnsupportedKey {
    /** It is ignored. */
    IGNORE,
    /** The request is refused with status 501, so that no client believes it is protected. */
    REJECT
}
