package io.github.idempotency.systemtests.transactions;

class OutOfMoneyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutOfMoneyException(String message) {
        super(message);
    }
}
