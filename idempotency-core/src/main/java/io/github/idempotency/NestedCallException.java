package io.github.idempotency;

/** A protected call was made from inside itself: same operation, same key, same thread. It would wait for itself. */
public class NestedCallException extends IdempotencyException {

    private static final long serialVersionUID = 1L;

    public NestedCallException(String operation) {
        super(
                "The protected operation '" + operation + "' was called again with the same key from inside itself."
                        + " Give the inner call a key of its own, or call an unprotected method instead.",
                null);
    }
}
