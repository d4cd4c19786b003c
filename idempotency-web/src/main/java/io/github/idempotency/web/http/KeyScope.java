package io.github.idempotency.web.http;

/** Within what a client's key is unique. */
public enum KeyScope {
    /** Among all operations of one principal: a key that returns at another operation is a misuse. */
    PRINCIPAL,
    /** Within one operation of one principal: the same key at another operation is another key. */
    OPERATION
}
